import { Database } from '@trailmark/platform';
import { FakePostHog, startTestService, TestService } from '@trailmark/testing';
import { AppModule } from '../src/app.module.js';
import { JourneyConfig } from '../src/config.js';
import { PersonDirectory } from '../src/persons/person-directory.js';
import { ClientLimits } from '../src/posthog/client-limits.js';
import { JourneyWriter } from '../src/store/journey-writer.js';
import { createPostHogSource } from '../src/sync/create-posthog-source.js';
import { PostHogSource } from '../src/sync/posthog-source.js';
import { SYNC_LIMITS, SyncLimits } from '../src/sync/sync-limits.js';
import { QUICK } from './a-client.js';

type Limits = Partial<SyncLimits> & { client?: Partial<ClientLimits> };

/** Sources that read from a stand-in PostHog into the tables of a journey service. */
export class SourceBench {
  private readonly sources: PostHogSource[] = [];

  private constructor(
    readonly service: TestService,
    readonly fake: FakePostHog,
  ) {}

  static async start(): Promise<SourceBench> {
    const service = await startTestService({
      module: AppModule,
      config: JourneyConfig,
      queue: 'journey',
    });
    await service.app.get(Database).ready();
    return new SourceBench(service, await FakePostHog.start());
  }

  /** A source as one replica has it. Waits patiently, so that most answers are complete. */
  source({ client, ...sync }: Limits = {}): PostHogSource {
    const { app } = this.service;
    const { url: host, projectId, key } = this.fake;
    const made = createPostHogSource(
      { host, projectId, key },
      {
        database: app.get(Database),
        writer: app.get(JourneyWriter, { strict: false }),
        persons: app.get(PersonDirectory, { strict: false }),
        retentionDays: 730,
      },
      {
        client: { ...QUICK, ...client },
        sync: { ...SYNC_LIMITS, waitMs: 120_000, lookMs: 20, ...sync },
      },
    );
    this.sources.push(made);
    return made;
  }

  /** As if the last answers had come so much earlier. */
  async age(seconds: number): Promise<void> {
    await this.service.schema.query(
      `UPDATE sync_questions SET last_synced_at = last_synced_at - INTERVAL ? SECOND,
                                 resolved_at = resolved_at - INTERVAL ? SECOND`,
      [seconds, seconds],
    );
  }

  /** The ids of the events kept of these distinct ids, oldest first. */
  async kept(distinctIds: string[]): Promise<string[]> {
    const rows = await this.service.schema.query<{ id: string }>(
      `SELECT LOWER(HEX(id)) AS id FROM journey_events
        WHERE distinct_id IN (?) ORDER BY timestamp, id`,
      [distinctIds],
    );
    return rows.map(({ id }) => id);
  }

  async stop(): Promise<void> {
    await Promise.all(this.sources.map((source) => source.beforeApplicationShutdown()));
    await this.fake.stop();
    await this.service.stop();
  }
}
