import { WriteKeyView } from '@trailmark/contracts';

export interface StoredWriteKey {
  id: string;
  /** SHA-256 of the key. */
  keyHash: Buffer;
  label: string;
  lastFour: string;
  createdBy: string;
  /** When it was made. */
  timestamp: Date;
  revokedAt: Date | null;
}

export const toView = (key: StoredWriteKey): WriteKeyView => ({
  id: key.id,
  label: key.label,
  last_four: key.lastFour,
  created_by: key.createdBy,
  created_at: key.timestamp.toISOString(),
  revoked_at: key.revokedAt?.toISOString() ?? null,
});
