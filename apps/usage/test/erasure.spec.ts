import { RecordUsageDto } from '@trailmark/contracts';
import {
  countByTable,
  eraseFrom,
  exportFrom,
  mentionsOf,
  TestService,
  unindexedBy,
} from '@trailmark/testing';
import { aDay, FakeEvents } from './fake-events.js';
import { submit } from './usage-messages.js';
import { askUsage, startUsage } from './usage-service.js';

const GONE = 'gone_user';
const DAY = '2026-10-01';

const feature = (feature_name: string) => ({ feature_name, usage_count: 2 });

const row = (user_id: string, date: string, ...names: string[]): RecordUsageDto =>
  ({ user_id, date, session_count: 1, features_used: names.map(feature) }) as RecordUsageDto;

describe('erasing a user from the usage service', () => {
  let service: TestService;
  let events: FakeEvents;

  const featuresOn = async (date: string): Promise<string[]> =>
    (
      await service.schema.query<{ name: string }>(
        'SELECT feature_name AS name FROM submitted_features WHERE date = ? ORDER BY 1',
        [date],
      )
    ).map(({ name }) => name);
  const read = (user_id: string) =>
    askUsage(service, 'usage.metric.find', {
      user_id,
      time_period: 'custom',
      start_date: '2026-09-30',
      end_date: '2026-10-02',
    });

  beforeAll(async () => {
    service = await startUsage();
    events = await FakeEvents.start();
    events.days.set(GONE, [aDay('2026-09-30')]);
    await submit([
      row(GONE, DAY, 'save', 'theirs'),
      row('ann', DAY, 'save', 'hers'),
      row(GONE, '2026-10-02', 'save'),
    ]);
    await read(GONE);
  });
  afterAll(async () => {
    await events.stop();
    await service.stop();
  });

  it('deletes submitted and derived days, and features that nobody else submitted', async () => {
    const rows = await exportFrom('usage', GONE);
    const { counts } = await eraseFrom('usage', GONE);
    expect(counts).toEqual(countByTable(rows));
    expect(counts).toEqual({ usage_metrics: 3 });
    expect(await mentionsOf(service.schema, GONE)).toEqual([]);
    expect(await featuresOn(DAY)).toEqual(['hers', 'save']);
    expect(await featuresOn('2026-10-02')).toEqual([]);
    expect((await read('ann')).items).toHaveLength(1);
  });

  it('neither stores late submissions nor derives days any more', async () => {
    await submit([row(GONE, DAY, 'late')]);
    await read(GONE);
    expect(await mentionsOf(service.schema, GONE)).toEqual([]);
    expect(await featuresOn(DAY)).toEqual(['hers', 'save']);
  });

  it('finds a user’s rows by an index in every table', async () => {
    expect(await unindexedBy(service.schema, 'user_id')).toEqual([]);
  });
});
