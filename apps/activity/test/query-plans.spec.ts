import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FindActivitiesDto, SummariseActivitiesDto, UserPeriodDto } from '@trailmark/contracts';
import { Database } from '@trailmark/platform';
import {
  createSchema,
  explain,
  packetsOf,
  resetStreams,
  selectsOf,
  startTestApp,
  testEnv,
  TestSchema,
} from '@trailmark/testing';
import { ActivitiesService } from '../src/activities/activities.service.js';
import { AppModule } from '../src/app.module.js';
import { VerificationService } from '../src/chain/verification.service.js';
import { ActivityConfig } from '../src/config.js';
import { FiguresService } from '../src/figures/figures.service.js';
import { SectionService } from '../src/section/section.service.js';
import { SummaryService } from '../src/summary/summary.service.js';
import { aMessage, publish, settled } from './activity-messages.js';

const DAY_MS = 86_400_000;
const ROWS_OF_ONE_USER = 200;

describe('queries that serve requests', () => {
  let schema: TestSchema;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    await resetStreams();
    schema = await createSchema();
    const env = testEnv({ DATABASE_URL: schema.url });
    app = await startTestApp({ module: AppModule, config: ActivityConfig, env, queue: 'activity' });
    const messages = Array.from({ length: 20 }, (_, n) =>
      aMessage(
        ...Array.from({ length: ROWS_OF_ONE_USER }, (_value, m) => ({
          user_id: `user_${n}`,
          activity_id: `a${m}`,
          tags: [`t${m % 7}`, 'all'],
          timestamp: new Date(Date.now() - m * (DAY_MS / 2)).toISOString(),
        })),
      ),
    );
    await publish(messages);
    await settled();
    await schema.query(
      'ANALYZE TABLE activity_logs, activity_days, activity_tag_days, activity_chains',
    );
  });
  afterAll(async () => {
    await app.close();
    await schema.drop();
  });

  const plans = (work: () => Promise<unknown>) =>
    explain(app.get(Database).dataSource, schema, work);

  const expectOnlyOneUser = async (work: () => Promise<unknown>) => {
    const rows = (await plans(work)).filter(
      ({ table }) => table !== null && !table.startsWith('<'),
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { table, key, rows: read } of rows) {
      expect([table, key]).toEqual([table, expect.stringMatching(/^(idx_user|PRIMARY)/)]);
      expect(read).toBeLessThan(3 * ROWS_OF_ONE_USER);
    }
  };

  const find = (fields: Partial<FindActivitiesDto>) =>
    app
      .get(ActivitiesService)
      .find(Object.assign(new FindActivitiesDto(), { user_id: 'user_3', ...fields }));

  it.each([
    ['everything', {}],
    ['a severity', { severity: ['info' as const] }],
    ['a type', { activity_type: ['user_action' as const] }],
    ['a tag', { tags: ['t3'] }],
    ['a text', { search: 'project' }],
    ['a range', { start_date: new Date(Date.now() - 30 * DAY_MS).toISOString() }],
  ])("a list of %s reads the user's rows only", async (_case, fields) => {
    await expectOnlyOneUser(() => find(fields));
  });

  it("a summary reads the user's days and rows only", async () => {
    const query = Object.assign(new SummariseActivitiesDto(), {
      user_id: 'user_3',
      time_period: 'last_90_days',
      timezone: 'Asia/Kathmandu',
    });
    await expectOnlyOneUser(() => app.get(SummaryService).summarise(query));
  });

  const aMonth = Object.assign(new UserPeriodDto(), {
    user_id: 'user_3',
    time_period: 'last_30_days',
    timezone: 'Asia/Kathmandu',
  });

  it("figures count both periods in the index of the user's rows, in one statement", async () => {
    const rows = await plans(() => app.get(FiguresService).find(aMonth));
    expect(rows).toHaveLength(1);
    for (const { key, Extra, rows: read } of rows) {
      expect(key).toBe('idx_user_timestamp');
      expect(Extra).toContain('Using index');
      expect(read).toBeLessThan(ROWS_OF_ONE_USER);
    }
  });

  it("a section reads the user's days and rows only, in three statements that go together", async () => {
    const find = () => app.get(SectionService).find(aMonth);
    await expectOnlyOneUser(find);
    expect(await selectsOf(app.get(Database).dataSource, find)).toHaveLength(3);
    expect(await packetsOf(find)).toHaveLength(1);
  });

  it("verifying reads the user's chains only", async () => {
    await expectOnlyOneUser(() => app.get(VerificationService).verify({ user_id: 'user_3' }));
  });
});
