import { Injectable } from '@nestjs/common';
import {
  FindUsageDto,
  FindUsageTrendDto,
  Page,
  TrendView,
  UsageFigures,
  UsageView,
} from '@trailmark/contracts';
import { Day } from '@trailmark/measures';
import { Database } from '@trailmark/platform';
import { DerivationService } from '../derivation/derivation.service.js';
import { merged } from './merge.js';
import { decodeDay, encodeDay } from './usage-cursor.js';
import { previousDays, usagePeriod } from './usage-period.js';
import { UsageRow, UsageValues } from './usage-row.js';
import { usageTrend } from './usage-trend.js';
import { toView } from './usage.mapper.js';
import { UsageRepository } from './usage.repository.js';

/** What is known of some days: the rows, and what the events add up to, if they answer. */
interface Known {
  stored: UsageRow[];
  figures: UsageFigures[] | null;
}

@Injectable()
export class UsageService {
  constructor(
    private readonly database: Database,
    private readonly usage: UsageRepository,
    private readonly derivation: DerivationService,
  ) {}

  /** A page of days that have a row or an event, newest first. */
  async find(query: FindUsageDto): Promise<Page<UsageView>> {
    const { days } = usagePeriod(query, new Date());
    const before = query.cursor ? decodeDay(query.cursor) : null;
    const { stored, figures } = await this.known(query.user_id, days);
    const all = datesOf({ stored, figures });
    const rest =
      before === null
        ? all.slice((query.page - 1) * query.limit)
        : all.filter((date) => date < before);
    const dates = rest.slice(0, query.limit);
    const last = dates.at(-1);
    return {
      items: await this.views(query.user_id, dates, { stored, figures }),
      total: all.length,
      total_relation: 'eq',
      next_cursor: rest.length > dates.length && last !== undefined ? encodeDay(last) : null,
    };
  }

  /** How one metric went over the period's days, against as many days before. */
  async trend(query: FindUsageTrendDto): Promise<TrendView> {
    const period = usagePeriod(query, new Date());
    const previous = previousDays(period);
    const rows = await Promise.all(
      [previous, period.days].map(async (days) =>
        figuresByDay(await this.known(query.user_id, days)),
      ),
    );
    return usageTrend(query.metric, period, previous, new Map(rows.flat()));
  }

  private async known(userId: string, days: Day[]): Promise<Known> {
    const [from = '', to = from] = [days[0], days.at(-1)];
    const [stored, figures] = await Promise.all([
      this.read(userId, from, to),
      this.derivation.figures(userId, from, to),
    ]);
    return { stored, figures };
  }

  private async views(userId: string, dates: string[], known: Known): Promise<UsageView[]> {
    const [to, from] = [dates[0], dates.at(-1)];
    if (to === undefined || from === undefined) return [];
    const asked = new Set(dates);
    const figures = (known.figures ?? []).filter(({ date }) => asked.has(date));
    await this.derivation.refresh(userId, figures, known.stored);
    const rows = await this.read(userId, from, to);
    return rows.filter(({ date }) => asked.has(date)).map(toView);
  }

  private read(userId: string, from: string, to: string): Promise<UsageRow[]> {
    return this.database.read((sql) => this.usage.find(sql, userId, from, to));
  }
}

/** Newest first. */
const datesOf = ({ stored, figures }: Known): string[] => {
  const dates = new Set([...stored, ...(figures ?? [])].map(({ date }) => date));
  return [...dates].sort().reverse();
};

/** The figures of each day; features and flow only where they are stored. */
const figuresByDay = (known: Known): [Day, UsageValues][] => {
  const rows = new Map(known.stored.map((row) => [row.date, row]));
  const days = new Map((known.figures ?? []).map((day) => [day.date, day]));
  return datesOf(known).map((date) => {
    const row = rows.get(date);
    const day = days.get(date) ?? row?.derivation?.day ?? null;
    return [date, merged(row?.submission?.values ?? null, day)];
  });
};
