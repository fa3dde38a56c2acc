import fc from 'fast-check';
import { merged, sourceOf, withDerivation, withSubmission } from './merge.js';
import { Submission, UsageRow } from './usage-row.js';

const at = new Date('2026-10-01T00:00:00Z');
const row: UsageRow = {
  userId: 'u',
  date: '2026-10-01',
  id: 'made',
  submission: null,
  derivation: null,
  createdAt: at,
  updatedAt: at,
};
const day = {
  date: '2026-10-01',
  events: 9,
  session_count: 2,
  total_session_duration: 600,
  average_session_duration: 300,
  page_views: 6,
  unique_pages_visited: 3,
  retention_data: {
    is_new_user: true,
    days_since_signup: 0,
    days_since_last_visit: 0,
    total_visits: 2,
    retention_period: 'daily',
    churn_risk_score: 0,
  },
};

describe('merged', () => {
  it('is zeros and nothing when nobody says anything', () => {
    expect(merged(null, null)).toEqual({
      session_count: 0,
      total_session_duration: 0,
      average_session_duration: 0,
      page_views: 0,
      unique_pages_visited: 0,
      features_used: [],
      engagement_score: 0,
      retention_data: null,
      conversion_data: null,
      user_flow: [],
    });
  });

  it('takes a submitted 0 or empty list for what it is', () => {
    const values = merged({ page_views: 0, features_used: [] }, day);
    expect(values).toMatchObject({ page_views: 0, features_used: [], session_count: 2 });
  });

  it('scores the merged figures unless a score was submitted', () => {
    const derived = merged(null, day).engagement_score;
    expect(derived).toBeGreaterThan(0);
    expect(merged({ page_views: 60 }, day).engagement_score).toBeGreaterThan(derived);
    expect(merged({ engagement_score: 1.234 }, day).engagement_score).toBe(1.23);
  });
});

describe('submissions', () => {
  const submission = fc.record({
    id: fc.uuid({ version: 7 }),
    at: fc.integer({ min: 0, max: 3 }).map((ms) => new Date(at.getTime() + ms)),
    values: fc.record({ page_views: fc.nat() }),
  });
  const apply = (all: Submission[]): UsageRow => all.reduce(withSubmission, row);

  it('come to the same row in whatever order and however often they are applied', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(submission, { selector: ({ id }) => id, minLength: 1 }),
        fc.infiniteStream(fc.nat()),
        (all, numbers) => {
          const order = [...all, ...all]
            .map((one) => ({ one, rank: Number(numbers.next().value) }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ one }) => one);
          expect(apply(order)).toEqual(apply(all));
        },
      ),
    );
  });

  it('make a row submitted only by what they say', () => {
    expect(sourceOf(row)).toBe('derived');
    expect(sourceOf(withSubmission(row, { id: 'a', at, values: {} }))).toBe('derived');
    expect(sourceOf(withSubmission(row, { id: 'a', at, values: { page_views: 0 } }))).toBe(
      'submitted',
    );
  });
});

describe('an answer of the events', () => {
  it('does not take the place of a later one', () => {
    const later = { at: new Date(at.getTime() + 1), day };
    const known = withDerivation(row, later);
    expect(withDerivation(known, { at, day })).toBe(known);
    expect(withDerivation(withDerivation(row, { at, day }), later).derivation).toEqual(later);
  });
});
