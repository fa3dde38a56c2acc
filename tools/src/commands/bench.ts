import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { runTool } from '../test-run/run-tool.js';
import { workspaceRoot } from '../workspace.js';

const FAILED = 1;

/** Builds everything and runs a program of the benchmark, which starts servers of its own. */
const run = async (script: string, args: readonly string[]): Promise<number> => {
  if (!(await runTool('typescript/bin/tsc', ['-b']))) return FAILED;
  const path = join(workspaceRoot, 'bench', 'dist', script);
  const child = spawn(process.execPath, ['--enable-source-maps', path, ...args], {
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? FAILED;
};

/** Measures the product beside the limit and the obvious way. Takes a while; `--only` takes a part. */
export const bench = (args: readonly string[]): Promise<number> => run('main.js', args);

/** Lets everything fail in turn under load, and proves that nothing is lost, doubled or miscounted. */
export const chaos = (args: readonly string[]): Promise<number> => run('chaos/main.js', args);
