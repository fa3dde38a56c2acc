import { Injectable } from '@nestjs/common';
import { MAX_USAGE_DAYS, UsageDaysDto } from '@trailmark/contracts';
import { addDays, Day } from '@trailmark/measures';
import { Database } from '@trailmark/platform';
import { EventsClient } from '../events/events.client.js';
import { joined, Known, valuesByDay } from './known-days.js';
import { previousDays, UsagePeriod } from './usage-period.js';
import { UsageByDay } from './usage-trend.js';
import { UsageRepository } from './usage.repository.js';

type Span = [from: Day, to: Day];
type More = Pick<UsageDaysDto, 'details_from' | 'features_from'>;

@Injectable()
export class KnownDaysService {
  constructor(
    private readonly database: Database,
    private readonly usage: UsageRepository,
    private readonly events: EventsClient,
  ) {}

  /**
   * What is known of the days `from` to `to`, both included; rows without features and flow. The events are asked
   * about no more than they answer at once, all parts at the same time.
   * @param more what else the events are to tell of the latest days.
   */
  async find(userId: string, from: Day, to: Day, more?: More): Promise<Known> {
    const [latest, ...earlier] = spansOf(from, to);
    const parts = await Promise.all([
      this.findSpan(userId, latest, more),
      ...earlier.map((span) => this.findSpan(userId, span)),
    ]);
    return parts.reduce(joined);
  }

  /** The figures of a period's days and of as many before them. */
  async around(userId: string, period: UsagePeriod): Promise<UsageByDay> {
    const [first = '', last = first] = [previousDays(period)[0], period.days.at(-1)];
    return valuesByDay(await this.find(userId, first, last));
  }

  private async findSpan(userId: string, [from, to]: Span, more: More = {}): Promise<Known> {
    const [stored, events] = await Promise.all([
      this.database.read((sql) => this.usage.findFigures(sql, userId, from, to)),
      this.events.usageDays({ user_id: userId, from, to, ...more }),
    ]);
    return { stored, events };
  }
}

/** The days in spans of at most MAX_USAGE_DAYS, the latest first. */
const spansOf = (from: Day, to: Day): [Span, ...Span[]] => {
  const start = addDays(to, 1 - MAX_USAGE_DAYS);
  if (start <= from) return [[from, to]];
  return [[start, to], ...spansOf(from, addDays(start, -1))];
};
