import { ItemStatus } from '@trailmark/contracts';
import { statusOf } from './response-status.js';

describe('statusOf', () => {
  it.each<[ItemStatus[], number]>([
    [['stored'], 201],
    [['duplicate'], 201],
    [['dropped'], 201],
    [['stored', 'duplicate', 'dropped', 'failed'], 201],
    [['queued'], 202],
    [['stored', 'queued'], 202],
    [['queued', 'failed'], 202],
  ])('of %j is %i', (statuses, expected) => {
    expect(statusOf(statuses.map((status) => ({ status })))).toBe(expected);
  });
});
