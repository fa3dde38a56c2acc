import { RecordUsageDto } from '@trailmark/contracts';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { peopleOf } from '../people/person.js';
import { dayOf } from '../traffic/calendar.js';
import { trafficOf } from '../traffic/traffic.js';
import { USAGE } from './usage.js';

const now = Date.now();
const lastDay = dayOf(now);
const world = { seed: 7, people: peopleOf(7, 40), firstDay: lastDay - 9, lastDay, now };
const rows = [...USAGE.records(trafficOf(world))];

describe('the usage rows', () => {
  it('are what the API accepts', () => {
    const strict = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };
    const wrong = rows.flatMap((row) =>
      validateSync(plainToInstance(RecordUsageDto, JSON.parse(JSON.stringify(row))), strict),
    );
    expect(wrong.map(String)).toEqual([]);
    expect(rows.length).toBeGreaterThan(10);
  });

  it('are the same on every run, one a user a day', () => {
    expect([...USAGE.records(trafficOf(world))]).toEqual(rows);
    expect(new Set(rows.map((row) => USAGE.keyOf(row))).size).toBe(rows.length);
  });

  it('are never of the future', () => {
    expect(Math.max(...rows.map((row) => USAGE.timeOf(row)))).toBeLessThanOrEqual(now);
  });
});
