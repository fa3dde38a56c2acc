import { MAX_TRACE } from '@trailmark/contracts';
import { Database } from '@trailmark/platform';
import { isoOf, Micros, microsOf } from '../posthog/micros.js';
import { PostHogClient } from '../posthog/posthog-client.js';
import { EVENTS_OF_REQUEST } from '../posthog/posthog-queries.js';
import { JourneyWriter } from '../store/journey-writer.js';
import { Job } from './job.js';
import { recordOf } from './record-of.js';

/** Brings what carries one request id, whoever's it is. */
export class RequestSync {
  constructor(
    private readonly client: PostHogClient,
    private readonly database: Database,
    private readonly writer: JourneyWriter,
  ) {}

  async run(requestId: string, from: Micros, job: Job): Promise<void> {
    const to = microsOf(job.startedAt);
    const values = { request_id: requestId, from: isoOf(from), to: isoOf(to), limit: MAX_TRACE };
    const events = await this.client.query(EVENTS_OF_REQUEST, values, job.asking());
    const records = events.map(recordOf).filter((record) => record !== null);
    if (records.length === 0) return;
    await this.database.transaction((sql) => this.writer.write(sql, records));
  }
}
