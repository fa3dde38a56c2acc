import { createHash, randomBytes } from 'node:crypto';
import { bytesToUuid, uuidToBytes } from '@trailmark/platform';

const PREFIX = 'tmr_';
const ID_BYTES = 16;
const SECRET_BYTES = 32;
const FORM = /^tmr_[\w-]{64}$/;

/** A refresh token: which session it is of, and 256 random bits. */
export const newRefreshToken = (sessionId: string): string => {
  const bytes = Buffer.concat([uuidToBytes(sessionId), randomBytes(SECRET_BYTES)]);
  return PREFIX + bytes.toString('base64url');
};

/** The session that a token says it is of; null: it is no such token. */
export const sessionIn = (token: string): string | null => {
  if (!FORM.test(token)) return null;
  const bytes = Buffer.from(token.slice(PREFIX.length), 'base64url');
  return bytesToUuid(bytes.subarray(0, ID_BYTES));
};

/** As it is stored. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
