import { createHash } from 'node:crypto';

/** What a double holds without rounding. */
const FRACTION_BITS = 53;

/**
 * Where a session of a user lies between 0 and 1 (excluded), evenly spread and always the same: it
 * is in every sample whose rate is above, so a higher rate keeps the sessions of a lower one.
 */
export const positionOf = (userId: string, sessionId: string): number => {
  const digest = createHash('sha256')
    .update(JSON.stringify([userId, sessionId]))
    .digest();
  const bits = digest.readBigUInt64BE() >> BigInt(64 - FRACTION_BITS);
  return Number(bits) / 2 ** FRACTION_BITS;
};
