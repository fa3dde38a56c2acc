import {
  ACTIVITY_CATEGORIES,
  ACTIVITY_TYPES,
  ActivityDetailsDto,
  ActivityMetadataDto,
  MAX_BATCH_ITEMS,
  MAX_BODY_BYTES,
  RecordActivityDto,
  SEVERITIES,
} from '@trailmark/contracts';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { peopleOf } from '../people/person.js';
import { dayOf } from '../traffic/calendar.js';
import { trafficOf } from '../traffic/traffic.js';
import { ACTIVITIES } from './activities.js';

const SEED = 4_294_967_295; // the longest ids
const now = Date.now();
const lastDay = dayOf(now);
const world = { seed: SEED, people: peopleOf(SEED, 60), firstDay: lastDay - 29, lastDay, now };
const activities = [...ACTIVITIES.records(trafficOf(world))];

const STRICT = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };
const problems = (dto: new () => object, values: unknown[]) =>
  values.flatMap((value) =>
    validateSync(plainToInstance(dto, JSON.parse(JSON.stringify(value)) as object), STRICT),
  );
const seen = (field: 'activity_type' | 'activity_category' | 'severity') =>
  [...new Set(activities.map((activity) => activity[field]))].sort();

describe('the activities', () => {
  it('are what the API accepts', () => {
    expect(problems(RecordActivityDto, activities).map(String)).toEqual([]);
    const details = activities.map((activity) => activity.details);
    const metadata = activities.map((activity) => activity.metadata);
    expect(problems(ActivityDetailsDto, details).map(String)).toEqual([]);
    expect(problems(ActivityMetadataDto, metadata).map(String)).toEqual([]);
    expect(activities.length).toBeGreaterThan(300);
  });

  it('are byte for byte the same on every run, with an id of their own each', () => {
    expect(JSON.stringify([...ACTIVITIES.records(trafficOf(world))])).toBe(
      JSON.stringify(activities),
    );
    const ids = new Set(activities.map((activity) => ACTIVITIES.keyOf(activity)));
    expect(ids.size).toBe(activities.length);
  });

  it('are never of the future', () => {
    const times = activities.map((activity) => ACTIVITIES.timeOf(activity));
    expect(Math.max(...times)).toBeLessThanOrEqual(now);
  });

  it('are of every type, category and severity', () => {
    expect(seen('activity_type')).toEqual([...ACTIVITY_TYPES].sort());
    expect(seen('activity_category')).toEqual([...ACTIVITY_CATEGORIES].sort());
    expect(seen('severity')).toEqual([...SEVERITIES].sort());
  });

  it('fit into the largest request', () => {
    const sizes = activities.map((activity) => Buffer.byteLength(JSON.stringify(activity)));
    expect((Math.max(...sizes) + 1) * MAX_BATCH_ITEMS).toBeLessThan(MAX_BODY_BYTES);
  });
});
