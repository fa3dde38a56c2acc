import { BreakReason } from '@trailmark/contracts';
import { ActivityEntity } from '../activities/activity.entity.js';
import { hashOf } from './activity-hash.js';

/** Where a chain is broken; `row` is null when the row of that number is gone. */
export interface Break {
  row: ActivityEntity | null;
  seq: number;
  reason: BreakReason;
}

/** Numbers to be found, and the hash that the first continues; null: whatever it says. */
export interface Expected {
  from: number;
  to: number;
  previousHash: string | null;
}

export interface RunCheck {
  checked: number;
  /** Of the last row that is right, for the next run. */
  hash: string | null;
  broken: Break | null;
}

const faultOf = (row: ActivityEntity, seq: number, previous: string | null): BreakReason | null => {
  if (row.chainSeq < seq) return 'inserted';
  if (row.chainSeq > seq) return 'missing';
  if (row.hash !== hashOf(row, row)) return 'content_changed';
  return previous !== null && row.previousHash !== previous ? 'link_broken' : null;
};

/** Follows rows, in the order of their numbers, to the first that is not as it was recorded. */
export const checkRun = (
  rows: ActivityEntity[],
  { from, to, previousHash }: Expected,
): RunCheck => {
  let seq = from;
  let hash = previousHash;
  for (const row of rows) {
    const reason = faultOf(row, seq, hash);
    if (reason !== null) {
      const gone = reason === 'missing';
      const broken = { row: gone ? null : row, seq: gone ? seq : row.chainSeq, reason };
      return { checked: seq - from, hash, broken };
    }
    hash = row.hash;
    seq += 1;
  }
  const broken: Break | null = seq <= to ? { row: null, seq, reason: 'missing' } : null;
  return { checked: seq - from, hash, broken };
};
