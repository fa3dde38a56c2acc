import { Injectable } from '@nestjs/common';
import { FindTraceDto, Trace } from '@trailmark/contracts';
import { Database, readTrace } from '@trailmark/platform';
import { ActivityEntity } from '../activities/activity.entity.js';
import { toJourneyEvent } from './trace.mapper.js';

@Injectable()
export class TracesService {
  constructor(private readonly database: Database) {}

  /** Activities that carry a request id, oldest first, as many as one answer holds. */
  find(query: FindTraceDto): Promise<Trace> {
    return this.database.snapshot((sql) => readTrace(sql, ActivityEntity, query, toJourneyEvent));
  }
}
