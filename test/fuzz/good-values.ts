import fc from 'fast-check';
import { Document, resolved, Schema } from './document.js';
import { MARKED_ID } from './marked-ids.js';

const now = Date.now();

const TEXTS: Record<string, fc.Arbitrary<unknown>> = {
  date: fc.constantFrom('2026-10-01', '2026-02-28', '2025-12-31'),
  'date-time': fc.nat({ max: 86_400_000 }).map((ago) => new Date(now - ago).toISOString()),
  uuid: fc.uuid(),
  email: fc.emailAddress(),
};

const textOf = ({ format = '', maxLength = 30 }: Schema): fc.Arbitrary<unknown> =>
  TEXTS[format] ?? fc.string({ minLength: 1, maxLength: Math.min(maxLength, 12) });

const numberOf = ({ type, minimum = 0, maximum = 1000 }: Schema): fc.Arbitrary<unknown> => {
  const [min, max] = [Math.ceil(minimum), Math.min(maximum, minimum + 1000)];
  if (type === 'integer' || max - min > 10) return fc.integer({ min, max: Math.floor(max) });
  return fc.double({ min, max, noNaN: true });
};

/** A write key that the fuzzed gateway knows. */
export const WRITE_KEY = `tm_${'k'.repeat(32)}`;

/** Whom something is about. */
const markedId = fc.constant(MARKED_ID);

/** Of texts that must be something in particular. */
const BY_NAME: Record<string, fc.Arbitrary<unknown>> = {
  user_id: markedId,
  ip_address: fc.ipV4(),
  timezone: fc.constantFrom('UTC', 'Asia/Kathmandu'),
};

/** What SDKs send. */
export const captured: fc.Arbitrary<unknown> = fc.record({
  api_key: fc.constant(WRITE_KEY),
  batch: fc.array(
    fc.record(
      {
        event: fc.constantFrom('click', '$pageview', '$identify', 'api_request', '$exception'),
        distinct_id: markedId,
        properties: fc.dictionary(
          fc.constantFrom('request_id', '$session_id', 'status_code', '$ip', 'endpoint'),
          fc.oneof(fc.string(), fc.nat()),
          { maxKeys: 4 },
        ),
        timestamp: fc.constantFrom(new Date(now).toISOString(), '2026-10-10T10:00:00+02:00'),
      },
      { requiredKeys: ['event', 'distinct_id'] },
    ),
    { minLength: 1, maxLength: 4 },
  ),
});

/** What a schema describes, optional parts sometimes left out. */
export const goodValue = (document: Document, told: Schema): fc.Arbitrary<unknown> => {
  const schema = resolved(document, told);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.type === 'array') {
    return fc.array(goodValue(document, schema.items ?? {}), { minLength: 1, maxLength: 3 });
  }
  if (schema.properties) {
    const parts = Object.entries(schema.properties).map(
      ([name, part]): [string, fc.Arbitrary<unknown>] => [
        name,
        BY_NAME[name] ?? goodValue(document, part),
      ],
    );
    return fc.record(Object.fromEntries(parts), { requiredKeys: schema.required ?? [] });
  }
  if (schema.type === 'number' || schema.type === 'integer') return numberOf(schema);
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'string') return textOf(schema);
  return fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), fc.oneof(fc.nat(), fc.string()), {
    maxKeys: 4,
  });
};
