import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace.js';

export interface RunToolOptions {
  /** Errors are shown, the output is not. */
  quiet?: boolean;
}

/** Runs a script of an installed package with its output shown as it comes; answers whether it succeeded. */
export async function runTool(
  script: string,
  args: readonly string[],
  { quiet = false }: RunToolOptions = {},
): Promise<boolean> {
  const path = join(workspaceRoot, 'node_modules', script);
  const child = spawn(process.execPath, [path, ...args], {
    cwd: workspaceRoot,
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0;
}
