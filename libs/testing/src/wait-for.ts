import { setTimeout as sleep } from 'node:timers/promises';

/** So long that only a defect, and no busy machine, takes longer. */
export const PATIENCE_MS = 120_000;

/**
 * Asks again until the answer is true.
 * @throws Error when it is not after `timeoutMs`.
 */
export const waitFor = async (
  condition: () => boolean | Promise<boolean>,
  timeoutMs = PATIENCE_MS,
): Promise<void> => {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline)
      throw new Error(`not so after ${timeoutMs} ms: ${condition.toString()}`);
    await sleep(50);
  }
};
