import { DropReason, ItemError, ItemStatus } from '@trailmark/contracts';
import { IntakeResult } from '@trailmark/ingest';
import { DomainError, UnavailableError } from '@trailmark/platform';

/** What became of one item of a request. */
export interface ItemOutcome {
  /** Under which the fact is known; null when it failed or the user's configuration kept it out. */
  id: string | null;
  status: ItemStatus;
  reason?: string;
  error?: ItemError;
}

const REFUSED = new UnavailableError('The stream could not take it; send it again.');
const SET_ASIDE = new DomainError('INTERNAL_ERROR', 'It could not be stored and was set aside.');

export const failedWith = (error: DomainError): ItemOutcome => ({
  id: null,
  status: 'failed',
  error: error.toBody(),
});

/** Never published, so that there is no id to find it by. */
export const droppedFor = (reason: DropReason): ItemOutcome => ({
  id: null,
  status: 'dropped',
  reason,
});

export const outcomeOf = (result: IntakeResult): ItemOutcome => {
  switch (result.status) {
    case 'stored':
    case 'queued':
      return { id: result.id, status: result.status };
    case 'duplicate':
      return { id: result.duplicate_of, status: 'duplicate' };
    case 'dropped':
      return { id: result.id, status: 'dropped', reason: result.reason };
    case 'refused':
      return failedWith(REFUSED);
    case 'dead_lettered':
      return { ...failedWith(SET_ASIDE), id: result.id };
  }
};
