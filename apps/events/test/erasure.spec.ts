import { randomUUID } from 'node:crypto';
import { DEAD_LETTER_STREAM, DeadLetter, EVENT_STREAM } from '@trailmark/contracts';
import { DeadLetterDesk } from '@trailmark/ingest';
import {
  connectNats,
  countByTable,
  eraseFrom,
  exportFrom,
  mentionsOf,
  TestSchema,
  TestService,
  unindexedBy,
  waitFor,
  PATIENT_NATS,
} from '@trailmark/testing';
import { NatsConnection } from 'nats';
import { derivedTables, rawEvents, recountDerived, someEvents } from './derived-recount.js';
import { aMessage, publish, unacknowledged } from './event-messages.js';
import { startEvents } from './events-service.js';

const GONE = 'user_1';

describe('erasing a user from the events service', () => {
  let service: TestService;
  let schema: TestSchema;
  let nats: NatsConnection;

  const settled = () => waitFor(async () => (await unacknowledged()) === 0);
  const countOf = async (sql: string, ...values: unknown[]): Promise<number> => {
    const [row] = await schema.query<{ n: number }>(`SELECT COUNT(*) AS n ${sql}`, values);
    return Number(row?.n);
  };
  const outcomesOf = (reason: string) => countOf('FROM ingest_outcomes WHERE reason = ?', reason);
  const expectRecount = async () =>
    expect(await derivedTables(schema)).toEqual(recountDerived(await rawEvents(schema)));

  beforeAll(async () => {
    service = await startEvents();
    ({ schema } = service);
    nats = await connectNats();
    const events = someEvents().map((event, n) => ({ ...event, event_id: `key-${n % 200}` }));
    const alone = { user_id: GONE, event_name: 'only_theirs', timestamp: '2026-10-01T00:00:00Z' };
    await publish([aMessage(...events), aMessage(alone, { user_id: 'user_10' })]);
    await settled();
  });
  afterAll(async () => {
    await nats.close();
    await service.stop();
  });

  it('exports every row about it first, in pages that go on where they ended', async () => {
    const rows = await exportFrom('events', GONE);
    const tables = Object.keys(countByTable(rows));
    const counted: Record<string, number> = {};
    for (const table of tables) {
      counted[table] = await countOf(`FROM ${table} WHERE user_id = ?`, GONE);
    }
    expect(countByTable(rows)).toEqual(counted);
    expect(tables.toSorted()).toEqual([
      'analytics_events',
      'event_days',
      'event_slots',
      'ingest_keys',
      'page_days',
      'session_pages',
      'sessions',
    ]);
    expect(rows.find(({ table }) => table === 'analytics_events')?.row).toMatchObject({
      user_id: GONE,
      id: expect.stringMatching(/^[\da-f]{8}-/) as string,
      timestamp: '2026-10-01T00:00:00.000Z',
    });
  });

  it('deletes and counts every row of it, and leaves what is counted of others right', async () => {
    const expected = countByTable(await exportFrom('events', GONE));
    const others = await countOf('FROM analytics_events WHERE user_id <> ?', GONE);
    const requestId = randomUUID();
    const receipt = await eraseFrom('events', GONE, requestId);

    expect(receipt).toEqual({ done: true, counts: expected, posthog: null });
    expect(await mentionsOf(schema, GONE)).toEqual(await mentionsOf(schema, 'user_10'));
    expect(await countOf('FROM analytics_events')).toBe(others);
    expect(await countOf(`FROM feature_days WHERE event_name = 'only_theirs'`)).toBe(0);
    await expectRecount();
    expect(await eraseFrom('events', GONE, requestId)).toEqual(receipt);
  });

  it('drops what comes late, and keeps no trace of whose it was', async () => {
    const late = aMessage({ user_id: GONE, event_id: 'late' }, { user_id: 'user_2' });
    await publish([late]);
    await settled();
    expect(await outcomesOf('user_erased')).toBe(1);
    expect(await mentionsOf(schema, GONE)).toEqual(await mentionsOf(schema, 'user_10'));
    await expectRecount();
  });

  it('leaves nothing of a user whose events keep coming', async () => {
    const busy = 'busy_user';
    const messages = Array.from({ length: 60 }, () =>
      aMessage(...Array.from({ length: 20 }, (_, n) => ({ user_id: n % 2 ? busy : 'user_2' }))),
    );
    await publish(messages.slice(0, 10));
    const [receipt] = await Promise.all([eraseFrom('events', busy), publish(messages.slice(10))]);
    await settled();
    expect(await mentionsOf(schema, busy)).toEqual([]);
    const dropped = (await outcomesOf('user_erased')) - 1;
    expect((receipt.counts.analytics_events ?? 0) + dropped).toBe(600);
    await expectRecount();
  });

  it('covers archives of the tables', async () => {
    await schema.query(
      `CREATE TABLE archive_analytics_events_202401 AS SELECT * FROM analytics_events LIMIT 0`,
    );
    await schema.query(
      `ALTER TABLE archive_analytics_events_202401 ADD PRIMARY KEY (timestamp, id)`,
    );
    await schema.query(
      `INSERT INTO archive_analytics_events_202401
       SELECT * FROM analytics_events WHERE user_id IN ('user_10', 'user_2')`,
    );
    const rows = countByTable(await exportFrom('events', 'user_10'));
    expect(rows).toMatchObject({ archive_analytics_events_202401: 1, analytics_events: 1 });
    const { counts } = await eraseFrom('events', 'user_10');
    expect(counts).toEqual(rows);
    expect(await mentionsOf(schema, 'user_10')).toEqual([]);
    expect(await countOf('FROM archive_analytics_events_202401')).toBeGreaterThan(0);
  });

  it('takes its facts out of dead letters, and leaves others’ in', async () => {
    const gone = 'dead_user';
    const letter = (id: string, payload: unknown, reason = 'broken'): DeadLetter => ({
      stream: EVENT_STREAM.name,
      subject: `${EVENT_STREAM.record}.${id}`,
      reason,
      deliveries: 5,
      dead_at: new Date().toISOString(),
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    });
    const mixed = aMessage({ user_id: gone }, { user_id: 'other' }, { user_id: `${gone}2` });
    const letters = [
      letter('mixed', mixed, `no place for '${gone}'`),
      letter('alone', aMessage({ user_id: gone })),
      letter('junk', `{"user_id":"${gone}"`),
      letter('others', aMessage({ user_id: 'other' })),
      letter('stranger', 'not JSON'),
    ];
    for (const one of letters) {
      const id = one.subject.split('.').at(-1);
      await nats.jetstream(PATIENT_NATS).publish(`${EVENT_STREAM.dead}.${id}`, JSON.stringify(one));
    }
    const { counts } = await eraseFrom('events', gone);
    expect(counts).toEqual({ dead_letters: 3 });

    const left = await new DeadLetterDesk(nats).list(1, 10);
    const subjects = left.map((one) => one.letter.subject.split('.').at(-1));
    expect(subjects.toSorted()).toEqual(['mixed', 'others', 'stranger']);
    const [rest] = left.filter(({ letter: { subject } }) => subject.endsWith('mixed'));
    const kept = JSON.parse(rest?.letter.payload ?? '{}') as typeof mixed;
    expect(kept.facts).toEqual(mixed.facts.slice(1));
    expect(rest?.letter.reason).not.toContain(gone);
    const manager = await nats.jetstreamManager(PATIENT_NATS);
    expect((await manager.streams.info(DEAD_LETTER_STREAM)).state.consumer_count).toBeLessThan(3);
  });

  it('finds a user’s rows by an index in every table', async () => {
    expect(await unindexedBy(schema, 'user_id')).toEqual([]);
  });
});
