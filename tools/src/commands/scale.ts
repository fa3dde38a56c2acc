import { runTool } from '../test-run/run-tool.js';

/** Runs two of every app on servers that are several, too, and kills one of each. Arguments go to jest. */
export async function scale(args: readonly string[]): Promise<number> {
  const built = await runTool('typescript/bin/tsc', ['-b']);
  const passed =
    built &&
    (await runTool('jest/bin/jest.js', [
      '--selectProjects=test',
      '--testRegex=\\.scale\\.ts$',
      ...args,
    ]));
  return passed ? 0 : 1;
}
