import { RecordEventDto, RecordPerformanceDto, RecordUsageDto } from '@trailmark/contracts';
import { loadConfig } from '@trailmark/platform';
import { aMeasurement, anActivity, anEvent } from '@trailmark/testing';
import fc from 'fast-check';
import { ActivityKind } from '../activities/activity-kind.js';
import { GatewayConfig } from '../config.js';
import { Anonymiser } from '../privacy/anonymiser.js';
import { ItemValidation } from './item-validation.js';

const CONFIG = loadConfig(GatewayConfig, {
  NATS_URL: 'nats://localhost',
  JWT_SECRET: 'j'.repeat(32),
  IP_HASH_KEY: 'k'.repeat(32),
});

const event = anEvent({
  event_id: 'e1',
  timestamp: '2026-01-31T10:30:00Z',
  user_agent: 'x',
  ip_address: '192.0.2.1',
  location: { country: 'US', region: 'CA', city: 'San Francisco' },
});

const usage: RecordUsageDto = {
  user_id: 'ann',
  date: '2025-09-18',
  session_count: 3,
  features_used: [
    { feature_name: 'project_creation', category: 'projects', usage_count: 2 },
    { feature_name: 'search', category: 'projects', usage_count: 1, proficiency_score: 0.7 },
  ],
  engagement_score: 8.5,
  retention_data: { is_new_user: false, total_visits: 25, retention_period: 'weekly' },
  conversion_data: { conversion_events: [], conversion_rate: 0.8 },
  user_flow: [{ step_number: 1, page_path: '/dashboard', action: 'page_view' }],
};

/** Every recordable kind, and a valid item of it. */
const KINDS = [
  ['event', { dto: RecordEventDto }, event],
  ['measurement', { dto: RecordPerformanceDto }, aMeasurement()],
  ['activity', new ActivityKind(new Anonymiser(CONFIG)), anActivity()],
  ['usage', { dto: RecordUsageDto }, usage],
] as const;

type Path = string[];

const pathsOf = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, part]) => [
        [...path, key],
        ...pathsOf(part, [...path, key]),
      ])
    : [];

/** What is put in a value's place; `undefined` takes it out. */
const replacement = fc.oneof(
  fc.constant(undefined),
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('', ' ', 'x'.repeat(5000), '2026-02-30T00:00:00Z', -1, 1e15, 0.5, [], {}, [{}]),
);

const replace = (item: object, path: Path, value: unknown): void => {
  const parent = path.slice(0, -1).reduce<unknown>((at, key) => Object(at)[key], item);
  if (typeof parent !== 'object' || parent === null) return;
  const key = path.at(-1) ?? '';
  if (value === undefined && Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (value === undefined) Reflect.deleteProperty(parent, key);
  else Reflect.set(parent, key, value);
};

describe.each(KINDS)('validating an item of the kind %s', (_name, kind, valid) => {
  const validation = new ItemValidation();
  const paths = [...pathsOf(valid), ['stranger'], ['properties', 'stranger']];
  const changes = fc.array(fc.tuple(fc.constantFrom(...paths), replacement), { maxLength: 3 });

  it('accepts a good one at once', () => {
    expect(validation.accepts(kind, valid)).toBe(true);
  });

  it('accepts just those that nothing is wrong with, and which read as they are', () => {
    fc.assert(
      fc.property(changes, (changed) => {
        const item = structuredClone(valid) as object;
        for (const [path, value] of changed) replace(item, path, structuredClone(value));
        const { item: read, wrong } = validation.read<object>(kind, structuredClone(item), '');
        expect(validation.accepts(kind, item)).toBe(wrong.length === 0);
        if (wrong.length === 0) expect(JSON.stringify(read)).toBe(JSON.stringify(item));
      }),
      { numRuns: 1000 },
    );
  });
});
