import { RecordPerformanceDto } from '@trailmark/contracts';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { peopleOf } from '../people/person.js';
import { dayOf } from '../traffic/calendar.js';
import { trafficOf } from '../traffic/traffic.js';
import { PERFORMANCE } from './performance.js';

const now = Date.now();
const lastDay = dayOf(now);
const world = { seed: 7, people: peopleOf(7, 40), firstDay: lastDay - 9, lastDay, now };
const measurements = [...PERFORMANCE.records(trafficOf(world))];

describe('the measurements', () => {
  it('are what the API accepts', () => {
    const strict = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };
    const wrong = measurements.flatMap((measurement) =>
      validateSync(
        plainToInstance(RecordPerformanceDto, JSON.parse(JSON.stringify(measurement))),
        strict,
      ),
    );
    expect(wrong.map(String)).toEqual([]);
    expect(measurements.length).toBeGreaterThan(50);
  });

  it('are byte for byte the same on every run, with an id of their own each', () => {
    expect(JSON.stringify([...PERFORMANCE.records(trafficOf(world))])).toBe(
      JSON.stringify(measurements),
    );
    const ids = new Set(measurements.map((measurement) => PERFORMANCE.keyOf(measurement)));
    expect(ids.size).toBe(measurements.length);
  });

  it('are never of the future, and some name no page', () => {
    const times = measurements.map((measurement) => PERFORMANCE.timeOf(measurement));
    expect(Math.max(...times)).toBeLessThanOrEqual(now);
    expect(measurements.some(({ page }) => page === null)).toBe(true);
  });
});
