import { EVENT_STREAM, EventType } from '@trailmark/contracts';
import { DeadLetterDesk } from '@trailmark/ingest';
import { connectNats, TestSchema, TestService, waitFor, PATIENT_NATS } from '@trailmark/testing';
import { NatsConnection } from 'nats';
import { aMessage, publish, unacknowledged } from './event-messages.js';
import { startEvents } from './events-service.js';

const POISON = 'not_an_event_type' as EventType;

describe('what cannot be stored', () => {
  let service: TestService;
  let schema: TestSchema;
  let nats: NatsConnection;
  let desk: DeadLetterDesk;

  const stored = async () =>
    (await schema.query<{ user_id: string }>('SELECT user_id FROM analytics_events')).map(
      ({ user_id }) => user_id,
    );

  /** Teaches the schema the type that it did not know. */
  const mend = async () => {
    for (const table of ['analytics_events', 'event_days']) {
      await schema.query(
        `ALTER TABLE ${table} MODIFY event_type ENUM('user_action', '${POISON}') NOT NULL`,
      );
    }
  };

  beforeEach(async () => {
    service = await startEvents({ STREAM_RETRY_MS: '50' });
    ({ schema } = service);
    nats = await connectNats();
    desk = new DeadLetterDesk(nats);
  });
  afterEach(async () => {
    await nats.close();
    await service.stop();
  });

  it('is set aside alone, with its reason, after five deliveries; the rest is stored', async () => {
    const message = aMessage({ user_id: 'good1' }, { event_type: POISON }, { user_id: 'good2' });
    await publish([message, aMessage({ user_id: 'other' })]);
    await waitFor(async () => (await unacknowledged()) === 0);

    expect((await stored()).toSorted()).toEqual(['good1', 'good2', 'other']);
    const [{ letter } = { letter: null }] = await desk.list(1, 10);
    expect(letter).toMatchObject({ stream: 'EVENTS', deliveries: 5 });
    expect(letter?.reason).toMatch(/event_type/);
    const [outcome] = await schema.query(`SELECT status, HEX(fact_id) AS id FROM ingest_outcomes`);
    expect(outcome).toEqual({
      status: 'dead_lettered',
      id: message.facts[1]?.id.replaceAll('-', '').toUpperCase(),
    });
  });

  it('is set aside at once when it is no fact message at all', async () => {
    await publish([]);
    await nats.jetstream(PATIENT_NATS).publish(`${EVENT_STREAM.record}.junk`, 'this is not JSON');
    await waitFor(async () => (await desk.list(1, 10)).length === 1);
    const [{ letter } = { letter: null }] = await desk.list(1, 10);
    expect(letter).toMatchObject({ payload: 'this is not JSON', deliveries: 1 });
    await waitFor(async () => (await unacknowledged()) === 0);
  });

  it('survives a replay that comes too early', async () => {
    await publish([aMessage({ user_id: 'patient', event_type: POISON })]);
    const letters = async (from: number) => desk.list(from, 10);
    await waitFor(async () => (await letters(1)).length === 1);
    const [first] = await letters(1);
    if (first) await desk.replay(first);
    await waitFor(async () => (await letters(2)).length === 1);
    await mend();
    const [second] = await letters(2);
    if (second) await desk.replay(second);
    await waitFor(async () => (await stored()).length === 1);
    expect(await letters(1)).toEqual([]);
  });

  it('is stored once when an operator mends the cause and replays it', async () => {
    await publish([aMessage({ user_id: 'later', event_type: POISON })]);
    await waitFor(async () => (await desk.list(1, 10)).length === 1);
    await mend();
    const [letter] = await desk.list(1, 10);
    if (letter) await desk.replay(letter);
    await waitFor(async () => (await stored()).length === 1);
    expect(await desk.list(1, 10)).toEqual([]);
  });
});
