import type { RecordUsageDto } from '@trailmark/contracts';
import { dayOf, isoDay } from '../traffic/calendar.js';
import type { Step, Visit } from '../traffic/visit.js';
import type { RecordKind } from './record-kind.js';

/** What the product's own back office counts as a conversion. */
const CONVERSIONS: readonly string[] = ['project_created', 'purchase_completed'];

interface Day {
  readonly date: string;
  readonly userId: string;
  visits: number;
  readonly conversions: Step[];
}

const conversionsOf = (visit: Visit): Step[] =>
  visit.steps.filter(({ deed }) => CONVERSIONS.includes(deed.name));

const usageOf = ({ date, userId, visits, conversions }: Day): RecordUsageDto => ({
  user_id: userId,
  date,
  conversion_data: {
    conversion_events: conversions.map(({ at, deed }) => ({
      event: deed.name,
      at: new Date(at).toISOString(),
    })),
    funnel_stage: conversions.some(({ deed }) => deed.name === 'purchase_completed')
      ? 'paying'
      : 'activated',
    conversion_rate: Math.min(1, Number((conversions.length / visits).toFixed(2))),
  },
});

/** Days of users on which something was converted; visits come by their start. */
function* convertingDays(visits: Iterable<Visit>): Generator<Day> {
  let date = '';
  let days = new Map<string, Day>();
  const converting = () => [...days.values()].filter(({ conversions }) => conversions.length > 0);
  for (const visit of visits) {
    const [first] = visit.steps;
    if (!first) continue;
    const today = isoDay(dayOf(first.at));
    if (today !== date) {
      yield* converting();
      days = new Map();
      date = today;
    }
    const { userId } = visit.person;
    const day = days.get(userId) ?? { date, userId, visits: 0, conversions: [] };
    day.visits += 1;
    day.conversions.push(...conversionsOf(visit));
    days.set(userId, day);
  }
  yield* converting();
}

/**
 * What a back office knows and the events do not say: the funnel. Everything else of these days is
 * derived, as are the days that nobody submits.
 */
export const USAGE: RecordKind<RecordUsageDto> = {
  name: 'usage',
  path: '/analytics/usage',
  list: null,
  *records(visits) {
    for (const day of convertingDays(visits)) yield usageOf(day);
  },
  keyOf: ({ user_id, date }) => `${user_id} ${date}`,
  timeOf: ({ date }) => Date.parse(date),
};
