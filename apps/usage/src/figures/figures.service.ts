import { Injectable } from '@nestjs/common';
import { Figure, UserPeriodDto } from '@trailmark/contracts';
import { KnownDaysService } from '../usage/known-days.service.js';
import { usagePeriod } from '../usage/usage-period.js';
import { engagementFigure } from './engagement-figure.js';

@Injectable()
export class FiguresService {
  constructor(private readonly days: KnownDaysService) {}

  /** How engaged a user was on the period's days, beside as many days before. */
  async find(query: UserPeriodDto): Promise<Figure[]> {
    const period = usagePeriod(query, new Date());
    const rows = await this.days.around(query.user_id, period);
    return [engagementFigure(period, rows)];
  }
}
