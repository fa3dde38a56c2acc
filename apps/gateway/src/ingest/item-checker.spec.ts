import { Access } from '@trailmark/auth';
import { Principal, RecordEventDto } from '@trailmark/contracts';
import { DomainError, loadConfig } from '@trailmark/platform';
import { anEvent } from '@trailmark/testing';
import fc from 'fast-check';
import { GatewayConfig } from '../config.js';
import { EventKind } from '../events/event-kind.js';
import { Anonymiser } from '../privacy/anonymiser.js';
import { ItemChecker } from './item-checker.js';
import { Sanitiser } from './sanitiser.js';

const CONFIG = loadConfig(GatewayConfig, {
  NATS_URL: 'nats://localhost',
  JWT_SECRET: 'j'.repeat(32),
  IP_HASH_KEY: 'k'.repeat(32),
});
const checker = new ItemChecker(new Sanitiser(CONFIG));
const kind = new EventKind(new Anonymiser(CONFIG));

const ann: Principal = { sub: 'ann', email: null, roles: ['user'] };
const own = new Access(ann, 'own');
const any = new Access(ann, 'any');

const passed = (raw: unknown, access = any): RecordEventDto => {
  const checked = checker.check(kind, raw, access, '');
  if (!checked.ok) throw checked.error;
  return checked.item;
};

const refused = (raw: unknown, access = any, prefix = ''): DomainError => {
  const checked = checker.check(kind, raw, access, prefix);
  if (checked.ok) throw new Error('it passed');
  return checked.error;
};

const fieldsOf = ({ details }: DomainError): string[] => (details ?? []).map(({ field }) => field);

describe('ItemChecker', () => {
  it('passes a valid item with all its values', () => {
    const event = anEvent({ event_id: 'e1', timestamp: '2026-01-31T10:30:00Z', user_agent: 'x' });
    expect({ ...passed(event) }).toEqual({ ...event, user_agent: 'Other' });
  });

  it('passes on free JSON as it came', () => {
    const key = fc.stringMatching(/^[a-z]{1,4}$/).map((name) => `${name}_id`);
    const json = fc.dictionary(key, fc.jsonValue({ maxDepth: 0 }));
    const control = /\p{Cc}/u;
    fc.assert(
      fc.property(fc.dictionary(key, json, { maxKeys: 5 }), (properties) => {
        fc.pre(!control.test(JSON.stringify(properties)));
        const stored = passed(anEvent({ properties })).properties;
        expect(JSON.parse(JSON.stringify(stored))).toEqual(JSON.parse(JSON.stringify(properties)));
      }),
    );
  });

  it.each([null, undefined, 'text', 5, true, [], [anEvent()]])('refuses %p', (raw) => {
    const error = refused(raw);
    expect(error.code).toBe('VALIDATION_ERROR');
    expect(error.details).toEqual([{ field: 'body', message: 'body must be an object' }]);
  });

  it('names what is no object by its place in the list', () => {
    expect(fieldsOf(refused('text', any, 'events.3.'))).toEqual(['events.3']);
  });

  it('names everything wrong at once, whatever finds it', () => {
    const raw = {
      ...anEvent(),
      event_type: 'click',
      location: { city: 5 },
      properties: JSON.parse('{"a": {"__proto__": 1}, "b": 1e999}') as object,
      colour: 'red',
    };
    const error = refused(raw, any, 'events.3.');
    expect(error.code).toBe('VALIDATION_ERROR');
    expect(fieldsOf(error).sort()).toEqual([
      'events.3.colour',
      'events.3.event_type',
      'events.3.location.city',
      'events.3.properties.a.__proto__',
      'events.3.properties.b',
    ]);
  });

  it.each([
    ['keys', Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`k${index}`, 1]))],
    ['bytes', { text: 'x'.repeat(33_000) }],
  ])('answers PAYLOAD_TOO_LARGE to too many %s, naming the field', (_what, properties) => {
    const error = refused(anEvent({ properties }), any, 'events.3.');
    expect(error.code).toBe('PAYLOAD_TOO_LARGE');
    expect(fieldsOf(error)).toEqual(['events.3.properties']);
  });

  it('says what is wrong before it says what is large', () => {
    const properties = { text: 'x'.repeat(33_000) };
    expect(refused({ ...anEvent({ properties }), source: 'tv' }).code).toBe('VALIDATION_ERROR');
  });

  describe('whose data it is', () => {
    it('passes one’s own, and anyone’s for who may record for all', () => {
      expect(passed(anEvent({ user_id: 'ann' }), own).user_id).toBe('ann');
      expect(passed(anEvent({ user_id: 'bob' }), any).user_id).toBe('bob');
    });

    it.each(['bob', 'Ann', 'ann2'])('refuses %s to ann', (user_id) => {
      const error = refused(anEvent({ user_id }), own, 'events.3.');
      expect(error.code).toBe('FORBIDDEN');
      expect(fieldsOf(error)).toEqual(['events.3.user_id']);
    });

    it('is judged by the cleaned id', () => {
      expect(passed(anEvent({ user_id: 'an\u0000n' }), own).user_id).toBe('ann');
    });
  });

  it('checks identifiers after cleaning', () => {
    expect(fieldsOf(refused(anEvent({ user_id: '\u0000' })))).toEqual(['user_id']);
    expect(fieldsOf(refused(anEvent({ session_id: 's \u0007' })))).toEqual(['session_id']);
  });

  it('lets neither an address nor a secret through', () => {
    const item = passed(anEvent({ ip_address: '203.0.113.77', properties: { password: 'Qz7' } }));
    expect(JSON.stringify(item)).not.toMatch(/203\.0\.113|Qz7/);
    expect(item.ip_address).toMatch(/^[\da-f]{32}$/);
    expect(item.properties).toEqual({ password: '[redacted]' });
  });

  it('does not change what it was given', () => {
    const raw = anEvent({ ip_address: '203.0.113.77', event_name: 'a\u0000b' });
    const before = structuredClone(raw);
    passed(raw);
    expect(raw).toEqual(before);
  });

  it('does not hide a defect', () => {
    const broken = new EventKind(new Anonymiser(CONFIG));
    broken.anonymise = () => {
      throw new TypeError('defect');
    };
    expect(() => checker.check(broken, anEvent(), any, '')).toThrow(TypeError);
  });
});
