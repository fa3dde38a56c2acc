import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again until the answer is true.
 * @throws Error when it is not after `timeoutMs`.
 */
export const waitFor = async (
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 10_000,
): Promise<void> => {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline)
      throw new Error(`not so after ${timeoutMs} ms: ${condition.toString()}`);
    await sleep(50);
  }
};
