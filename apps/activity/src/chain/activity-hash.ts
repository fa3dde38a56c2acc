import { createHash } from 'node:crypto';
import { UnchainedActivity } from '../activities/activity.entity.js';
import { canonicalJson } from './canonical-json.js';

/** What the first link of a user's first chain continues. */
export const NO_HASH = '0'.repeat(64);

/** Where a row stands: its number, and the hash it continues. */
export interface Link {
  chainSeq: number;
  previousHash: string;
}

/** SHA-256, in hexadecimal, over everything a row says and where it stands. */
export const hashOf = (activity: UnchainedActivity, { chainSeq, previousHash }: Link): string => {
  const content = {
    id: activity.id,
    user_id: activity.userId,
    session_id: activity.sessionId,
    timestamp: activity.timestamp.toISOString(),
    activity_type: activity.activityType,
    activity_category: activity.activityCategory,
    description: activity.description,
    details: activity.details,
    metadata: activity.metadata,
    severity: activity.severity,
    tags: activity.tags,
    created_at: activity.createdAt.toISOString(),
    chain_seq: chainSeq,
    previous_hash: previousHash,
  };
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
};
