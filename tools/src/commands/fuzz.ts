import { runTool } from '../test-run/run-tool.js';

/** Sends twenty thousand requests that nobody should send to a product of its own. Arguments go to jest. */
export async function fuzz(args: readonly string[]): Promise<number> {
  const built = await runTool('typescript/bin/tsc', ['-b']);
  const passed =
    built &&
    (await runTool('jest/bin/jest.js', [
      '--selectProjects=test',
      '--testRegex=\\.fuzz\\.ts$',
      ...args,
    ]));
  return passed ? 0 : 1;
}
