import { createHash } from 'node:crypto';

/** SHA-256 of a user id: what is left of somebody who was erased. */
export const userHash = (userId: string): Buffer => createHash('sha256').update(userId).digest();
