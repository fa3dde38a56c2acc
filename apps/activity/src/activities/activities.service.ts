import { Injectable } from '@nestjs/common';
import { ActivityView, COUNT_LIMIT, FindActivitiesDto, Page } from '@trailmark/contracts';
import { Database, pageOf, sliceOf } from '@trailmark/platform';
import { ActivitiesRepository } from './activities.repository.js';
import { filterFrom } from './activity-filter.js';
import { toView } from './activity.mapper.js';

@Injectable()
export class ActivitiesService {
  constructor(
    private readonly database: Database,
    private readonly activities: ActivitiesRepository,
  ) {}

  /** One page of a user's activities, newest first, with a count that is exact up to COUNT_LIMIT. */
  find(query: FindActivitiesDto): Promise<Page<ActivityView>> {
    const filter = filterFrom(query);
    const slice = sliceOf(query);
    return this.database.read(async (sql) => {
      const [rows, counted] = await Promise.all([
        this.activities.find(sql, filter, slice),
        this.activities.count(sql, filter, COUNT_LIMIT + 1),
      ]);
      return pageOf(rows, counted, query, toView);
    });
  }
}
