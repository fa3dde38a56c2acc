import { Injectable } from '@nestjs/common';
import { Section, UsageOverviewAnswer, UserPeriodDto } from '@trailmark/contracts';
import { engagementFigure } from '../figures/engagement-figure.js';
import { overviewOf, OverviewService } from '../overview/overview.service.js';
import { valuesByDay } from '../usage/known-days.js';
import { previousDays, usagePeriod } from '../usage/usage-period.js';

@Injectable()
export class SectionService {
  constructor(private readonly overviews: OverviewService) {}

  /** How one user used the product, and how engaged it was, from the same reads. */
  async find(query: UserPeriodDto): Promise<Section<UsageOverviewAnswer>> {
    const period = usagePeriod(query, new Date());
    const [since] = previousDays(period);
    const material = await this.overviews.read(query.user_id, period, since);
    return {
      overview: overviewOf(material),
      figures: [engagementFigure(period, valuesByDay(material.known))],
    };
  }
}
