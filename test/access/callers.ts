import { issueToken } from '@trailmark/auth';
import { Role } from '@trailmark/contracts';
import { TEST_JWT_SECRET } from '@trailmark/testing';
import { sign } from 'jsonwebtoken';

/** Whose data every request of the walk is about. */
export const SUBJECT = 'ann';

/** A write key that the gateway of the walk knows. */
export const WRITE_KEY = `tm_${'k'.repeat(32)}`;

const token = (sub: string, ...roles: Role[]) => issueToken(TEST_JWT_SECRET, { sub, roles });

const expired = () => sign({ sub: SUBJECT, roles: ['admin'], exp: 1_700_000_000 }, TEST_JWT_SECRET);

/** Every kind of caller, by what it sends as its bearer token; null: nothing. */
export const CALLERS = {
  none: null,
  garbage: 'garbage',
  expired: expired(),
  writeKey: WRITE_KEY,
  self: token(SUBJECT, 'user'),
  other: token('bob', 'user'),
  support: token('sue', 'support'),
  service: token('ingest', 'service'),
  admin: token('root', 'admin'),
} as const;

/** Whose key signs a caller's requests; callers without a good token have none. */
export const SIGNERS: Partial<Record<keyof typeof CALLERS, string>> = {
  self: SUBJECT,
  other: 'bob',
  support: 'sue',
  service: 'ingest',
  admin: 'root',
};

export type Caller = keyof typeof CALLERS;

/** What the access check answers; `yes`: it lets the request through, whatever comes of it. */
export type Verdict = 401 | 403 | 'yes';
