import { Injectable } from '@nestjs/common';
import { Day } from '@trailmark/measures';
import { Database } from '@trailmark/platform';
import { EventsClient } from '../events/events.client.js';
import { daysOf, Known } from './known-days.js';
import { previousDays, UsagePeriod } from './usage-period.js';
import { UsageByDay } from './usage-trend.js';
import { UsageRepository } from './usage.repository.js';

@Injectable()
export class KnownDaysService {
  constructor(
    private readonly database: Database,
    private readonly usage: UsageRepository,
    private readonly events: EventsClient,
  ) {}

  /** What is known of the days `from` to `to`, both included; rows without features and flow. */
  async find(userId: string, from: Day, to: Day): Promise<Known> {
    const [stored, events] = await Promise.all([
      this.database.read((sql) => this.usage.findFigures(sql, userId, from, to)),
      this.events.usageDays({ user_id: userId, from, to, details: false }),
    ]);
    return { stored, events };
  }

  /** The figures of a period's days and of as many before them. */
  async around(userId: string, period: UsagePeriod): Promise<UsageByDay> {
    const known = await Promise.all(
      [previousDays(period), period.days].map(([first = '', ...rest]) =>
        this.find(userId, first, rest.at(-1) ?? first),
      ),
    );
    const days = known.flatMap((one) => [...daysOf(one)]);
    return new Map(days.map(([date, { values }]) => [date, values]));
  }
}
