import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJson } from '../processes/atomic-file.js';
import { jestCounts } from './jest-counts.js';
import { runTool } from './run-tool.js';
import type { Counts, Stage } from './run-stages.js';

const check = (passed: boolean): Counts => ({
  passed: passed ? 1 : 0,
  failed: passed ? 0 : 1,
});

const prettier = () =>
  runTool('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']);
const types = () => runTool('typescript/bin/tsc', ['-b']);

/** The boundary rule needs the project graph; without a cached one it would only warn. */
async function lint(): Promise<boolean> {
  const graph = await runTool('nx/dist/bin/nx.js', ['show', 'projects'], { quiet: true });
  return graph && runTool('eslint/bin/eslint.js', ['.']);
}

async function jest(args: readonly string[]): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'trailmark-jest-'));
  try {
    const report = join(folder, 'report.json');
    const passed = await runTool('jest/bin/jest.js', [
      '--ci',
      '--json',
      `--outputFile=${report}`,
      ...args,
    ]);
    return jestCounts(readJson(report), passed);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All checks; with arguments for jest just what those tests need. The quick ones leave cores idle, so they share. */
export function stagesFor(jestArgs: readonly string[]): Stage[][] {
  const compile: Stage = { name: 'types', required: true, run: async () => check(await types()) };
  const tests: Stage = { name: 'tests', run: () => jest(jestArgs) };
  if (jestArgs.length > 0) return [[compile], [tests]];
  return [
    [compile, { name: 'format', run: async () => check(await prettier()) }],
    [tests, { name: 'lint', run: async () => check(await lint()) }],
  ];
}
