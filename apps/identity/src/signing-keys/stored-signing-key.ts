import { SigningAlgorithm, SigningKeyView } from '@trailmark/contracts';

export interface StoredSigningKey {
  id: string;
  userId: string;
  label: string;
  algorithm: SigningAlgorithm;
  /** PEM; null: it has a secret. */
  publicKey: string | null;
  /** Sealed. */
  secret: Buffer | null;
  /** When it was made. */
  timestamp: Date;
  revokedAt: Date | null;
}

export const toView = (key: StoredSigningKey): SigningKeyView => ({
  id: key.id,
  user_id: key.userId,
  label: key.label,
  algorithm: key.algorithm,
  public_key: key.publicKey,
  created_at: key.timestamp.toISOString(),
  revoked_at: key.revokedAt?.toISOString() ?? null,
});
