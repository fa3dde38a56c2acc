import { DropReason, instantAt } from '@trailmark/contracts';
import { ReceivedFact } from './fact-store.js';

const DAY_MS = 86_400_000;

/** When a fact happened: what the client said, else when the gateway took it. */
export const occurredAt = ({
  body,
  received_at,
}: ReceivedFact<{ timestamp?: string | null }>): Date =>
  new Date(instantAt(body.timestamp ?? received_at));

/** Why something that happened at `at` is not to be kept: it is older than the retention. */
export const ageReason = (at: Date, retentionDays: number, now = Date.now()): DropReason | null =>
  at.getTime() < now - retentionDays * DAY_MS ? 'outside_retention' : null;
