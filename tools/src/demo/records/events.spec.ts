import {
  EVENT_CATEGORIES,
  EVENT_TYPES,
  MAX_BATCH_ITEMS,
  MAX_BODY_BYTES,
  PLATFORMS,
  RecordEventDto,
} from '@trailmark/contracts';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { peopleOf } from '../people/person.js';
import { dayOf } from '../traffic/calendar.js';
import { trafficOf } from '../traffic/traffic.js';
import { EVENTS } from './events.js';

const SEED = 4_294_967_295; // the longest ids
const now = Date.now();
const world = {
  seed: SEED,
  people: peopleOf(SEED, 60),
  firstDay: dayOf(now) - 29,
  lastDay: dayOf(now),
  now,
};
const events = [...EVENTS.records(trafficOf(world))];
const seen = (field: 'event_type' | 'event_category' | 'platform') =>
  [...new Set(events.map((event) => event[field]))].sort();

describe('the events', () => {
  it('are what the API accepts', () => {
    const strict = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };
    const wrong = events.flatMap((event) =>
      validateSync(plainToInstance(RecordEventDto, JSON.parse(JSON.stringify(event))), strict),
    );
    expect(wrong.map(String)).toEqual([]);
    expect(events.length).toBeGreaterThan(1000);
  });

  it('are byte for byte the same on every run', () => {
    expect(JSON.stringify([...EVENTS.records(trafficOf(world))])).toBe(JSON.stringify(events));
  });

  it('have an id of their own each', () => {
    expect(new Set(events.map(EVENTS.keyOf.bind(EVENTS))).size).toBe(events.length);
  });

  it('are never of the future', () => {
    expect(events.filter(({ timestamp }) => !timestamp.endsWith('Z'))).toEqual([]);
    expect(Math.max(...events.map(EVENTS.timeOf.bind(EVENTS)))).toBeLessThanOrEqual(now);
  });

  it('are of every type, category and platform', () => {
    expect(seen('event_type')).toEqual([...EVENT_TYPES].sort());
    expect(seen('event_category')).toEqual([...EVENT_CATEGORIES].sort());
    expect(seen('platform')).toEqual([...PLATFORMS].sort());
  });

  it('fit into the largest request', () => {
    const longest = Math.max(...events.map((event) => Buffer.byteLength(JSON.stringify(event))));
    expect((longest + 1) * MAX_BATCH_ITEMS).toBeLessThan(MAX_BODY_BYTES);
  });
});
