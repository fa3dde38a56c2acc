import { IntakeResult } from '@trailmark/ingest';
import { ForbiddenError, NotFoundError } from '@trailmark/platform';
import { failedWith, outcomeOf } from './item-outcome.js';

describe('outcomeOf', () => {
  it.each<[IntakeResult, object]>([
    [
      { id: 'f1', status: 'stored' },
      { id: 'f1', status: 'stored' },
    ],
    [
      { id: 'f1', status: 'queued' },
      { id: 'f1', status: 'queued' },
    ],
    [
      { id: 'f2', status: 'duplicate', duplicate_of: 'f1' },
      { id: 'f1', status: 'duplicate' },
    ],
    [
      { id: 'f1', status: 'dropped', reason: 'outside_retention' },
      { id: 'f1', status: 'dropped', reason: 'outside_retention' },
    ],
  ])('of %j is %j', (result, outcome) => {
    expect(outcomeOf(result)).toEqual(outcome);
  });

  it('of what the stream refused is failed, without an id and worth another try', () => {
    expect(outcomeOf({ status: 'refused' })).toMatchObject({
      id: null,
      status: 'failed',
      error: { code: 'UNAVAILABLE' },
    });
  });

  it('of what was set aside is failed, under its id, without the reason inside', () => {
    const outcome = outcomeOf({ id: 'f1', status: 'dead_lettered', reason: 'ER_BAD Qz7' });
    expect(outcome).toMatchObject({
      id: 'f1',
      status: 'failed',
      error: { code: 'INTERNAL_ERROR' },
    });
    expect(JSON.stringify(outcome)).not.toContain('Qz7');
  });
});

describe('failedWith', () => {
  it('carries the error as clients see it', () => {
    const details = [{ field: 'events.0.user_id', message: 'must be your own' }];
    expect(failedWith(new ForbiddenError('No.', details))).toEqual({
      id: null,
      status: 'failed',
      error: { code: 'FORBIDDEN', message: 'No.', details },
    });
  });

  it('has no details when the error has none', () => {
    expect(failedWith(new NotFoundError('No.')).error).toEqual({
      code: 'NOT_FOUND',
      message: 'No.',
    });
  });
});
