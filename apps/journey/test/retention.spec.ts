import { CapturedEvent } from '@trailmark/contracts';
import { PartitionMaintainer, UserRetentionKeeper } from '@trailmark/platform';
import { FakeRetentions, TestService } from '@trailmark/testing';
import { JourneyPast } from '../src/retention/journey-past.js';
import { schema as journey } from '../src/database/schema.js';
import { aMessage, record } from './journey-messages.js';
import { startJourney } from './journey-service.js';

const DAY_MS = 86_400_000;

describe('keeping less of journeys', () => {
  let service: TestService;
  let retentions: FakeRetentions;

  beforeAll(async () => {
    service = await startJourney({ ARCHIVE_DROPPED_PARTITIONS: 'true' });
    retentions = await FakeRetentions.start();
    const link = (linked: string, user: string): Partial<CapturedEvent> => ({
      event: '$identify',
      distinct_id: user,
      timestamp: daysAgo(1),
      link: { kind: 'identify', distinct_id: linked },
    });
    const device = { properties: { $device_id: 'device' } };
    await record(
      aMessage(
        ...['ann', 'bob'].flatMap((distinct_id) =>
          DAYS.flatMap((days) => eventsOn(distinct_id, days)),
        ),
        ...DAYS.map((days) => ({ distinct_id: 'device', timestamp: daysAgo(days), ...device })),
      ),
      aMessage(link('device', 'ann')),
    );
  });
  afterAll(async () => {
    await service.stop();
    await retentions.stop();
  });

  const today = Date.parse(new Date().toISOString().slice(0, 10));
  const now = new Date(today + DAY_MS / 2);
  const daysAgo = (days: number): string => new Date(today - days * DAY_MS).toISOString();
  const DAYS = [70, 45, 44, 31, 30, 29, 12, 11, 10, 9, 2];

  const eventsOn = (distinct_id: string, days: number): Partial<CapturedEvent>[] => [
    {
      distinct_id,
      timestamp: daysAgo(days),
      event: 'api_request',
      properties: { endpoint: `/api/${days % 2}`, response_time_ms: 1500.5, status_code: 200 },
    },
    {
      distinct_id,
      timestamp: daysAgo(days),
      event: 'api_error',
      properties: { error_type: 'odd' },
    },
  ];

  const FIGURES = `COUNT(*) + 0e0 AS events, SUM(is_request) + 0e0 AS requests, SUM(is_error) + 0e0 AS errors,
    SUM(is_slow) + 0e0 AS slow, SUM(IF(is_request, COALESCE(duration_ms, 0), 0)) AS ms`;
  const COUNTED = `SUM(events) + 0e0 AS events, SUM(requests) + 0e0 AS requests, SUM(errors) + 0e0 AS errors,
    SUM(slow) + 0e0 AS slow, SUM(total_ms) AS ms`;

  const expectCounted = async () => {
    for (const [table, at, start] of [
      ['journey_days', 'day', 'DATE(timestamp)'],
      ['journey_months', 'month', `DATE_FORMAT(timestamp, '%Y-%m-01')`],
    ]) {
      const counted = await service.schema.query(
        `SELECT distinct_id, CAST(${at} AS CHAR) AS at, ${COUNTED} FROM ${table}
          GROUP BY 1, 2 ORDER BY 1, 2`,
      );
      const raw = await service.schema.query(
        `SELECT distinct_id, CAST(${start} AS CHAR) AS at, ${FIGURES} FROM journey_events
          GROUP BY 1, 2 ORDER BY 1, 2`,
      );
      expect(counted).toEqual(raw);
    }
  };

  const daysOf = async (id: string) =>
    (
      await service.schema.query<{ at: Date }>(
        'SELECT DISTINCT timestamp AS at FROM journey_events WHERE distinct_id = ? ORDER BY 1',
        [id],
      )
    ).map(({ at }) => (today - at.getTime()) / DAY_MS);

  it('removes a user’s own events before the retention, in chunks, and counts stay right', async () => {
    await expectCounted();
    const past = service.app.get(JourneyPast);
    expect(await past.deleteSome('ann', daysAgo(44).slice(0, 10), 1)).toBe(1);
    retentions.days.set('ann', 30);
    await service.app.get(UserRetentionKeeper).purge(now);
    expect(await daysOf('ann')).toEqual([30, 29, 12, 11, 10, 9, 2, 1]);
    expect(await daysOf('device')).toEqual([30, 29, 12, 11, 10, 9, 2]);
    expect(await daysOf('bob')).toEqual(DAYS);
    await expectCounted();
    await service.app.get(UserRetentionKeeper).purge(now);
    await expectCounted();
  });

  it('archives days and months with the month of their events', async () => {
    const maintainer = service.app.get(PartitionMaintainer);
    const later = new Date(now.getTime() + (730 + 5) * DAY_MS);
    for (const table of journey.partitionedTables) await maintainer.maintain(table, later);
    await expectCounted();
    const archives = await service.schema.query<Record<string, string>>(
      `SHOW TABLES LIKE 'archive%'`,
    );
    const names = archives.flatMap((row) => Object.values(row));
    const months = [...new Set(names.map((name) => name.slice(-6)))];
    expect(months.length).toBeGreaterThan(0);
    expect(names.toSorted()).toEqual(
      journey.partitionedTables
        .flatMap((table) => months.map((month) => `archive_${table}_${month}`))
        .toSorted(),
    );
  });
});
