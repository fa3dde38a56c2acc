import { Injectable } from '@nestjs/common';
import { FindUsageDto, FindUsageTrendDto, Page, TrendView, UsageView } from '@trailmark/contracts';
import { Database } from '@trailmark/platform';
import { DerivationService } from '../derivation/derivation.service.js';
import { datesOf, Known } from './known-days.js';
import { KnownDaysService } from './known-days.service.js';
import { decodeDay, encodeDay } from './usage-cursor.js';
import { usagePeriod } from './usage-period.js';
import { usageTrend } from './usage-trend.js';
import { toView } from './usage.mapper.js';
import { UsageRepository } from './usage.repository.js';

@Injectable()
export class UsageService {
  constructor(
    private readonly database: Database,
    private readonly usage: UsageRepository,
    private readonly days: KnownDaysService,
    private readonly derivation: DerivationService,
  ) {}

  /** A page of days that have a row or an event, newest first. */
  async find(query: FindUsageDto): Promise<Page<UsageView>> {
    const { days } = usagePeriod(query, new Date());
    const before = query.cursor ? decodeDay(query.cursor) : null;
    const [oldest = '', newest = oldest] = [days[0], days.at(-1)];
    const known = await this.days.find(query.user_id, oldest, newest);
    const all = datesOf(known);
    const rest =
      before === null
        ? all.slice((query.page - 1) * query.limit)
        : all.filter((date) => date < before);
    const dates = rest.slice(0, query.limit);
    const last = dates.at(-1);
    return {
      items: await this.views(query.user_id, dates, known),
      total: all.length,
      total_relation: 'eq',
      next_cursor: rest.length > dates.length && last !== undefined ? encodeDay(last) : null,
    };
  }

  /** How one metric went over the period's days, against as many days before. */
  async trend(query: FindUsageTrendDto): Promise<TrendView> {
    const period = usagePeriod(query, new Date());
    const rows = await this.days.around(query.user_id, period);
    return usageTrend(query.metric, period, rows);
  }

  private async views(userId: string, dates: string[], known: Known): Promise<UsageView[]> {
    const [to, from] = [dates[0], dates.at(-1)];
    if (to === undefined || from === undefined) return [];
    const asked = new Set(dates);
    const figures = (known.events?.days ?? []).filter(({ date }) => asked.has(date));
    await this.derivation.refresh(userId, figures, known.stored);
    const rows = await this.database.read((sql) => this.usage.find(sql, userId, from, to));
    return rows.filter(({ date }) => asked.has(date)).map(toView);
  }
}
