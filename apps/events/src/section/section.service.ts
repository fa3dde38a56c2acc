import { Injectable } from '@nestjs/common';
import { EventsOverview, Section, UserPeriodDto } from '@trailmark/contracts';
import { MAX_SERIES_DAYS, resolvePeriod } from '@trailmark/measures';
import { Database, namingFields } from '@trailmark/platform';
import { MaterialReader } from '../counts/material-reader.js';
import { figuresOf } from '../figures/figures.js';
import { overviewOf, OverviewService } from '../overview/overview.service.js';

@Injectable()
export class SectionService {
  constructor(
    private readonly database: Database,
    private readonly material: MaterialReader,
    private readonly overviews: OverviewService,
  ) {}

  /**
   * A user's overview and figures, made from the same reads.
   * @throws ValidationFailedError naming what of the period cannot be used.
   */
  async find(query: UserPeriodDto): Promise<Section<EventsOverview>> {
    const now = new Date();
    const period = namingFields(() => resolvePeriod(query, now, MAX_SERIES_DAYS));
    const { user_id: userId } = query;
    return this.database.snapshot(async (sql) => {
      const [compared, most] = await Promise.all([
        this.material.compared(sql, userId, period),
        this.overviews.most(sql, userId, period, now),
      ]);
      return {
        overview: overviewOf(period, compared.current, most),
        figures: figuresOf(period, compared),
      };
    });
  }
}
