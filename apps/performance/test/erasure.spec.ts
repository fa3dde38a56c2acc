import { RecordPerformanceDto } from '@trailmark/contracts';
import {
  countByTable,
  eraseFrom,
  exportFrom,
  mentionsOf,
  TestSchema,
  TestService,
  unindexedBy,
  waitFor,
} from '@trailmark/testing';
import { expectAggregatesEqualRecount } from './aggregates-recount.js';
import { aMessage, publish, unacknowledged } from './performance-messages.js';
import { startPerformance } from './performance-service.js';

const GONE = 'gone_user';

/** Measurements on shared pages of two days; those of one user are the fastest and the slowest. */
const measurements = (): Partial<RecordPerformanceDto>[] =>
  Array.from({ length: 1500 }, (_, n) => {
    const user = [GONE, 'ann', 'bob'][n % 3] ?? GONE;
    const speed = user === GONE ? (n % 2 ? 0.001 : 50) : 1;
    return {
      user_id: user,
      ...(n < 900 && { metrics_id: `m${n}` }),
      page: n % 7 === 0 ? null : user === GONE && n % 11 === 0 ? '/theirs' : `/p${n % 4}`,
      page_load_time: (500 + (n % 97)) * speed,
      largest_contentful_paint: n % 5 === 0 ? null : (300 + (n % 89)) * speed,
      timestamp: `2026-10-0${1 + (n % 2)}T10:00:00.${String(n % 1000).padStart(3, '0')}Z`,
    };
  });

describe('erasing a user from the performance service', () => {
  let service: TestService;
  let schema: TestSchema;

  const settled = () => waitFor(async () => (await unacknowledged()) === 0);
  const publishAll = async (items: Partial<RecordPerformanceDto>[]) => {
    for (let at = 0; at < items.length; at += 500)
      await publish([aMessage(...items.slice(at, at + 500))]);
    await settled();
  };

  beforeAll(async () => {
    service = await startPerformance();
    ({ schema } = service);
    await publishAll(measurements());
  });
  afterAll(() => service.stop());

  it('counts what it deletes, and takes it out of what is counted of pages, exactly', async () => {
    await expectAggregatesEqualRecount(schema);
    const rows = await exportFrom('performance', GONE);
    const { counts } = await eraseFrom('performance', GONE);
    expect(counts).toEqual(countByTable(rows));
    expect(counts).toMatchObject({ performance_metrics: 500, ingest_keys: 300 });
    expect(await mentionsOf(schema, GONE)).toEqual([]);
    expect(
      await schema.query(`SELECT * FROM performance_page_days WHERE page = '/theirs'`),
    ).toEqual([]);
    const [left] = await schema.query('SELECT COUNT(*) AS n FROM performance_metrics');
    expect(left).toEqual({ n: 1000 });
    await expectAggregatesEqualRecount(schema);
  });

  it('drops what comes late', async () => {
    await publishAll([{ user_id: GONE }, { user_id: GONE, page: null }, { user_id: 'ann' }]);
    expect(await mentionsOf(schema, GONE)).toEqual([]);
    const dropped = await schema.query(
      `SELECT reason, COUNT(*) AS n FROM ingest_outcomes GROUP BY reason`,
    );
    expect(dropped).toEqual([{ reason: 'user_erased', n: 2 }]);
    await expectAggregatesEqualRecount(schema);
  });

  it('finds a user’s rows by an index in every table', async () => {
    expect(await unindexedBy(schema, 'user_id')).toEqual([]);
  });
});
