import { Injectable } from '@nestjs/common';
import { FindTraceDto, Trace } from '@trailmark/contracts';
import { Database, readTrace } from '@trailmark/platform';
import { EventEntity } from '../events/event.entity.js';
import { toJourneyEvent } from './trace.mapper.js';

@Injectable()
export class TracesService {
  constructor(private readonly database: Database) {}

  /** Events that carry a request id, oldest first, as many as one answer holds. */
  find(query: FindTraceDto): Promise<Trace> {
    return this.database.snapshot((sql) => readTrace(sql, EventEntity, query, toJourneyEvent));
  }
}
