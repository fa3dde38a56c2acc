import { Module, Provider } from '@nestjs/common';
import { Database } from '@trailmark/platform';
import { JourneyConfig } from '../config.js';
import { PersonDirectory } from '../persons/person-directory.js';
import { PostHogMetrics, postHogMetrics } from '../posthog/posthog-metrics.js';
import { postHogSettings } from '../posthog/posthog-settings.js';
import { JourneyWriter } from '../store/journey-writer.js';
import { StoreModule } from '../store/store.module.js';
import { createPostHogSource } from '../sync/create-posthog-source.js';
import { KeptRangesRepository } from '../sync/kept-ranges.repository.js';
import { QuestionsRepository } from '../sync/questions.repository.js';
import { SyncKeeper } from '../sync/sync-keeper.js';
import { JourneySource } from './journey-source.js';
import { NoSource } from './no-source.js';

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
    const { retentionDays } = config;
    return settings === null
      ? new NoSource()
      : createPostHogSource(settings, { database, writer, persons, retentionDays, watch });
  },
};

/** Where journeys come from beside capture: PostHog, when it is configured. */
@Module({
  imports: [StoreModule],
  providers: [source, QuestionsRepository, KeptRangesRepository, SyncKeeper, ...postHogMetrics],
  exports: [JourneySource],
})
export class SourceModule {}
