import { Access } from '@trailmark/auth';
import { MAX_BATCH_ITEMS, Principal, RecordEventDto } from '@trailmark/contracts';
import { FactIntake, IntakeOptions, IntakeResult, NewFact } from '@trailmark/ingest';
import { DomainError, loadConfig } from '@trailmark/platform';
import { anEvent } from '@trailmark/testing';
import { GatewayConfig } from '../config.js';
import { EventKind } from '../events/event-kind.js';
import { Anonymiser } from '../privacy/anonymiser.js';
import { TrackingGate } from '../tracking/tracking-gate.js';
import { ItemChecker } from './item-checker.js';
import { Recorder, RecordOptions } from './recorder.js';
import { Sanitiser } from './sanitiser.js';

const CONFIG = loadConfig(GatewayConfig, {
  NATS_URL: 'nats://localhost',
  JWT_SECRET: 'j'.repeat(32),
  IP_HASH_KEY: 'k'.repeat(32),
  INGEST_WAIT_MS: '700',
});
const kind = new EventKind(new Anonymiser(CONFIG));
const ann: Principal = { sub: 'ann', email: null, roles: ['user'] };
const OPTIONS: RecordOptions = {
  access: new Access(ann, 'any'),
  requestId: 'r1',
  async: false,
  doNotTrack: false,
};

/** Stands in for the stream: stores all, under their place in the call, and remembers the call. */
class StoringIntake {
  facts: NewFact<RecordEventDto>[] = [];
  options: IntakeOptions | null = null;

  take(
    _stream: unknown,
    facts: NewFact<RecordEventDto>[],
    options: IntakeOptions,
  ): Promise<IntakeResult[]> {
    this.facts = facts;
    this.options = options;
    return Promise.resolve(facts.map((_, index) => ({ id: `f${index}`, status: 'stored' })));
  }
}

/** Stands in for the gate: turns one user away. */
const gateAgainst = (user: string) => ({
  judge: (_kind: unknown, items: RecordEventDto[]) =>
    items.map((item) =>
      item.user_id === user
        ? { kept: false, reason: 'tracking_disabled' }
        : { kept: true, item: { ...item, event_name: `judged ${item.event_name}` } },
    ),
});

const build = () => {
  const intake = new StoringIntake();
  const checker = new ItemChecker(new Sanitiser(CONFIG));
  const gate = gateAgainst('opted-out') as unknown as TrackingGate;
  const recorder = new Recorder(checker, gate, intake as unknown as FactIntake, CONFIG);
  const many = (body: unknown, options = OPTIONS) =>
    recorder.recordMany(kind, body, 'events', options);
  const one = (body: unknown, options = OPTIONS) => recorder.recordOne(kind, body, options);
  const refusal = async (body: unknown, options = OPTIONS): Promise<DomainError> => {
    try {
      await many(body, options);
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
    throw new Error('it was accepted');
  };
  return { intake, many, one, refusal };
};

const BAD = { ...anEvent(), source: 'tv' };

describe('Recorder', () => {
  describe('of one item', () => {
    it('hands on a fact with the client’s key, its user and the request', async () => {
      const { intake, one } = build();
      const outcome = await one(anEvent({ event_id: 'mine', user_id: 'bob' }));
      expect(outcome).toEqual({ id: 'f0', status: 'stored' });
      expect(intake.facts).toMatchObject([{ key: 'mine', user_id: 'bob' }]);
      expect(intake.options).toEqual({ requestId: 'r1', waitMs: 700 });
    });

    it('does not wait for a client that does not want to', async () => {
      const { intake, one } = build();
      await one(anEvent(), { ...OPTIONS, async: true });
      expect(intake.options?.waitMs).toBe(0);
    });

    it('hands on what the gate made of it', async () => {
      const { intake, one } = build();
      await one(anEvent({ event_name: 'save' }));
      expect(intake.facts[0]?.body.event_name).toBe('judged save');
    });

    it('tells why the gate turned it away, and hands on nothing', async () => {
      const { intake, one } = build();
      const outcome = await one(anEvent({ user_id: 'opted-out' }));
      expect(outcome).toEqual({ id: null, status: 'dropped', reason: 'tracking_disabled' });
      expect(intake.options).toBeNull();
    });

    it('throws what is wrong with it and hands on nothing', async () => {
      const { intake, one } = build();
      await expect(one(BAD)).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
      expect(intake.options).toBeNull();
    });
  });

  describe('of many items', () => {
    it('hands on the good ones together and answers in the order of the request', async () => {
      const { intake, many } = build();
      const [a, b] = [anEvent({ user_id: 'a' }), anEvent({ user_id: 'b' })];
      const outcomes = await many({ events: [BAD, a, null, b] });
      expect(intake.facts.map(({ user_id }) => user_id)).toEqual(['a', 'b']);
      expect(outcomes.map(({ status, id }) => [status, id])).toEqual([
        ['failed', null],
        ['stored', 'f0'],
        ['failed', null],
        ['stored', 'f1'],
      ]);
      expect(outcomes[0]?.error?.details?.[0]?.field).toBe('events.0.source');
      expect(outcomes[2]?.error?.details?.[0]?.field).toBe('events.2');
    });

    it('goes on past what the gate turns away', async () => {
      const { intake, many } = build();
      const [a, out, b] = ['a', 'opted-out', 'b'].map((user_id) => anEvent({ user_id }));
      const outcomes = await many({ events: [out, a, BAD, out, b] });
      expect(intake.facts.map(({ user_id }) => user_id)).toEqual(['a', 'b']);
      expect(outcomes.map(({ status, id }) => [status, id])).toEqual([
        ['dropped', null],
        ['stored', 'f0'],
        ['failed', null],
        ['dropped', null],
        ['stored', 'f1'],
      ]);
    });

    it('does not touch the stream for items that are all turned away', async () => {
      const { intake, many } = build();
      const out = anEvent({ user_id: 'opted-out' });
      const outcomes = await many({ events: [out, BAD, out] }, { ...OPTIONS, async: true });
      expect(outcomes.map(({ status }) => status)).toEqual(['dropped', 'failed', 'dropped']);
      expect(intake.options).toBeNull();
    });

    it.each([
      [null, ['events']],
      [{}, ['events']],
      [{ events: [] }, ['events']],
      [{ events: anEvent() }, ['events']],
      [{ events: [anEvent()], dry_run: true }, ['dry_run']],
    ])('refuses the body %j', async (body, fields) => {
      const error = await build().refusal(body);
      expect(error.code).toBe('VALIDATION_ERROR');
      expect(error.details?.map(({ field }) => field)).toEqual(fields);
    });

    it.each(['text', 5, true, [anEvent()]])(
      'refuses the body %j, which is no object',
      async (body) => {
        const error = await build().refusal(body);
        expect(error.code).toBe('VALIDATION_ERROR');
        expect(error.details?.map(({ field }) => field)).toContain('events');
      },
    );

    it('takes a thousand and not one more', async () => {
      const events = Array.from({ length: MAX_BATCH_ITEMS }, () => anEvent());
      expect(await build().many({ events })).toHaveLength(MAX_BATCH_ITEMS);
      const error = await build().refusal({ events: [...events, anEvent()] });
      expect(error.code).toBe('PAYLOAD_TOO_LARGE');
    });

    it('fails as a whole when no item is good, naming every field', async () => {
      const { intake, refusal } = build();
      const error = await refusal({ events: [BAD, BAD] });
      expect(error.code).toBe('VALIDATION_ERROR');
      expect(error.details?.map(({ field }) => field)).toEqual([
        'events.0.source',
        'events.1.source',
      ]);
      expect(intake.options).toBeNull();
    });

    it('keeps the common kind of failure, and calls different ones a validation error', async () => {
      const own: RecordOptions = { ...OPTIONS, access: new Access(ann, 'own') };
      const foreign = anEvent({ user_id: 'bob' });
      expect((await build().refusal({ events: [foreign, foreign] }, own)).code).toBe('FORBIDDEN');
      expect((await build().refusal({ events: [foreign, BAD] }, own)).code).toBe(
        'VALIDATION_ERROR',
      );
    });

    it('names at most a hundred wrong fields', async () => {
      const events = Array.from({ length: 150 }, () => BAD);
      expect((await build().refusal({ events })).details).toHaveLength(100);
    });
  });
});
