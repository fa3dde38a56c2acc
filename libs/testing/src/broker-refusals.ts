import { readFileSync, statSync } from 'node:fs';
import { testNatsLog, testNatsUrl } from './environment.js';

/** Where the log of the test run's NATS server ends now. */
export const brokerLogEnd = (): number => statSync(testNatsLog()).size;

/**
 * What the test run's NATS server has refused to an account's services since its log ended at `from`.
 * @throws Error that names each refusal: a permission is missing, or a service asks too much.
 */
export const expectNoRefusals = (from: number, natsUrl = testNatsUrl()): void => {
  const { username: account } = new URL(natsUrl);
  const refused = readFileSync(testNatsLog())
    .subarray(from)
    .toString()
    .split('\n')
    .filter((line) => line.includes('Violation') && line.includes(`"${account}-`));
  if (refused.length > 0) throw new Error(`NATS refused:\n${[...new Set(refused)].join('\n')}`);
};
