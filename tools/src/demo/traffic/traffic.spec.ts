import { peopleOf } from '../people/person.js';
import { PAGE_VIEW } from '../product/deed.js';
import { DAY_MS, offsetAt, weekdayOf } from './calendar.js';
import { trafficOf, type World } from './traffic.js';
import type { Visit } from './visit.js';

const LAST_DAY = Date.parse('2026-01-31') / DAY_MS;

const world = ({ users = 30, seed = 1, ...rest }: Partial<World> & { users?: number } = {}) => ({
  seed,
  people: peopleOf(seed, users),
  firstDay: LAST_DAY - 27,
  lastDay: LAST_DAY,
  now: (LAST_DAY + 2) * DAY_MS,
  ...rest,
});

const visits = [...trafficOf(world())];
const startOf = ({ steps }: Visit) => steps[0]?.at ?? NaN;
const byId = (list: readonly Visit[]) => new Map(list.map((visit) => [visit.id, visit]));

describe('the traffic', () => {
  it('is the same for the same seed and other for another', () => {
    expect([...trafficOf(world())]).toEqual(visits);
    const others = [...trafficOf(world({ seed: 2 }))];
    expect(others.map(startOf)).not.toEqual(visits.map(startOf));
  });

  it('keeps every visit when more users or more days are asked for', () => {
    const more = byId([...trafficOf(world({ users: 40, firstDay: LAST_DAY - 40 }))]);
    expect(more.size).toBeGreaterThan(visits.length);
    for (const visit of visits) expect(more.get(visit.id)).toEqual(visit);
  });

  it('begins each visit within its days, one after the other', () => {
    const starts = visits.map(startOf);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(Math.min(...starts)).toBeGreaterThanOrEqual((LAST_DAY - 27) * DAY_MS);
    expect(Math.max(...starts)).toBeLessThan((LAST_DAY + 1) * DAY_MS);
  });

  it('has the steps of a visit in order, without the half hour that would end a session', () => {
    for (const { steps } of visits) {
      const pauses = steps.slice(1).map(({ at }, index) => at - (steps[index]?.at ?? NaN));
      expect(pauses.every((pause) => pause > 0 && pause < 30 * 60_000)).toBe(true);
    }
  });

  it('tells nothing of the future and changes nothing of the past as time goes on', () => {
    const whole = byId(visits);
    const busiest = [...visits].sort((a, b) => b.steps.length - a.steps.length)[0];
    const now = busiest?.steps[3]?.at ?? NaN; // in the middle of a visit
    const soFar = [...trafficOf(world({ now }))];
    expect(soFar.at(-1)?.steps.every(({ at }) => at <= now)).toBe(true);
    for (const visit of soFar) {
      const { steps } = whole.get(visit.id) ?? { steps: [] };
      expect(visit.steps).toEqual(steps.filter(({ at }) => at <= now));
    }
    expect(byId(soFar).get(busiest?.id ?? '')?.steps).toHaveLength(4);
  });
});

describe('the users', () => {
  const views = ({ steps }: Visit) => steps.filter(({ deed }) => deed.name === PAGE_VIEW).length;
  const share = (part: readonly unknown[]) => part.length / visits.length;

  it('bounce at times', () => {
    const bounces = share(visits.filter((visit) => views(visit) === 1));
    expect(bounces).toBeGreaterThan(0.1);
    expect(bounces).toBeLessThan(0.5);
  });

  it('are some busy ones and many others', () => {
    const counts = new Map<string, number>();
    for (const { person } of visits)
      counts.set(person.userId, (counts.get(person.userId) ?? 0) + 1);
    const [most = 0] = [...counts.values()].sort((a, b) => b - a);
    const rare = [...counts.values()].filter((count) => count < most / 5);
    expect(rare.length).toBeGreaterThan(counts.size / 2);
    expect(counts.has('demo')).toBe(true);
  });

  it('come by day rather than by night, by their own clocks, and less at weekends', () => {
    const local = visits.map((visit) => {
      const at = startOf(visit);
      return at + offsetAt(visit.person.place.timezone, at);
    });
    const night = local.filter((at) => at % DAY_MS < DAY_MS / 4);
    expect(share(night)).toBeLessThan(0.1);
    const weekend = local.filter((at) => [0, 6].includes(weekdayOf(Math.floor(at / DAY_MS))));
    expect(share(weekend)).toBeLessThan(2 / 7 / 1.5);
  });

  it('settle every payment in the visit that made it', () => {
    const count = (name: string) =>
      visits.flatMap(({ steps }) => steps).filter(({ deed }) => deed.name === name).length;
    expect(count('purchase_completed')).toBeGreaterThan(0);
    expect(count('payment_settled')).toBe(count('purchase_completed'));
  });
});

describe('the offset of a time zone', () => {
  it.each([
    ['Europe/Berlin', '2026-01-15T00:00:00Z', 1],
    ['Europe/Berlin', '2026-07-15T00:00:00Z', 2],
    ['America/New_York', '2026-01-15T00:00:00Z', -5],
    ['Asia/Kathmandu', '2026-01-15T00:00:00Z', 5.75],
    ['UTC', '2026-01-15T00:00:00Z', 0],
  ])('of %s at %s is %d hours', (zone, at, hours) => {
    expect(offsetAt(zone, Date.parse(at))).toBe(hours * 3_600_000);
  });
});
