import { Module, Provider } from '@nestjs/common';
import { Database } from '@trailmark/platform';
import { JourneyConfig } from '../config.js';
import { PersonDirectory } from '../persons/person-directory.js';
import { CLIENT_LIMITS } from '../posthog/client-limits.js';
import { PostHogMetrics, postHogMetrics } from '../posthog/posthog-metrics.js';
import { postHogSettings } from '../posthog/posthog-settings.js';
import { JourneyWriter } from '../store/journey-writer.js';
import { StoreModule } from '../store/store.module.js';
import { createPostHogSource } from '../sync/create-posthog-source.js';
import { KeptRangesRepository } from '../sync/kept-ranges.repository.js';
import { QuestionsRepository } from '../sync/questions.repository.js';
import { SYNC_LIMITS } from '../sync/sync-limits.js';
import { SyncKeeper } from '../sync/sync-keeper.js';
import { JourneySource } from './journey-source.js';
import { NoSource } from './no-source.js';

/** A question waits no larger share of its deadline for completeness. */
const WAIT = 0.75;

const source: Provider<JourneySource> = {
  provide: JourneySource,
  inject: [JourneyConfig, Database, JourneyWriter, PersonDirectory, PostHogMetrics],
  useFactory: (
    config: JourneyConfig,
    database: Database,
    writer: JourneyWriter,
    persons: PersonDirectory,
    watch: PostHogMetrics,
  ) => {
    const settings = postHogSettings(config);
    const { retentionDays, rpcTimeoutMs } = config;
    const limits = {
      client: CLIENT_LIMITS,
      sync: { ...SYNC_LIMITS, waitMs: rpcTimeoutMs * WAIT },
    };
    return settings === null
      ? new NoSource()
      : createPostHogSource(settings, { database, writer, persons, retentionDays, watch }, limits);
  },
};

/** Where journeys come from beside capture: PostHog, when it is configured. */
@Module({
  imports: [StoreModule],
  providers: [source, QuestionsRepository, KeptRangesRepository, SyncKeeper, ...postHogMetrics],
  exports: [JourneySource],
})
export class SourceModule {}
