import {
  DATA_SERVICES,
  ErasureReceipt,
  PrivacyRequestView,
  PrivacyStatus,
} from '@trailmark/contracts';

/** A request to erase a user, as it is kept. */
export interface PrivacyRequest {
  id: string;
  subjectHash: Buffer;
  requesterHash: Buffer;
  /** null once it is done. */
  userId: string | null;
  status: PrivacyStatus;
  receipts: ErasureReceipt[];
  createdAt: Date;
  completedAt: Date | null;
  /** Turns in a row in which no service got any further. */
  attempts: number;
}

export const openReceipts = (): ErasureReceipt[] =>
  DATA_SERVICES.map((service) => ({ service, status: 'pending', counts: {}, posthog: null }));

export const isDone = ({ status }: ErasureReceipt): boolean => status === 'done';

export const toView = (request: PrivacyRequest): PrivacyRequestView => ({
  request_id: request.id,
  kind: 'erasure',
  status: request.status,
  receipts: request.receipts,
  created_at: request.createdAt.toISOString(),
  completed_at: request.completedAt?.toISOString() ?? null,
});
