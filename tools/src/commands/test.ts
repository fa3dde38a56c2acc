import { runStages } from '../test-run/run-stages.js';
import { stagesFor } from '../test-run/stages.js';

/** Runs every check and ends with the line `N passed, N failed`. Arguments go to jest. */
export async function test(args: readonly string[]): Promise<number> {
  const { passed, failed } = await runStages(stagesFor(args));
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
