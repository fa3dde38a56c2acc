/** How a subject is slowed down: after so many failures by a second, doubled by each further one. */
export interface Patience {
  free: number;
  mostS: number;
}

/** Attempts on one account; short enough at most that its owner is not kept out for long. */
export const ACCOUNT_PATIENCE: Patience = { free: 5, mostS: 300 };

/** Attempts from one network, behind which there may be many people. */
export const CLIENT_PATIENCE: Patience = { free: 30, mostS: 900 };

/** Failures longer ago than this do not count. */
export const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

/** Milliseconds that nothing is tried for after so many failures in a row. */
export const lockTimeMs = (failures: number, { free, mostS }: Patience): number => {
  const beyond = failures - free;
  return beyond < 0 ? 0 : Math.min(2 ** beyond, mostS) * 1000;
};
