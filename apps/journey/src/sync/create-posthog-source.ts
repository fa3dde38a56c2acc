import { ErasedUsers } from '@trailmark/ingest';
import { Database } from '@trailmark/platform';
import { ClientLimits } from '../posthog/client-limits.js';
import { PersonDirectory } from '../persons/person-directory.js';
import { PostHogClient } from '../posthog/posthog-client.js';
import { probe } from '../posthog/posthog-probe.js';
import { PostHogSettings } from '../posthog/posthog-settings.js';
import { PostHogWatch } from '../posthog/posthog-watch.js';
import { JourneyWriter } from '../store/journey-writer.js';
import { EventPull } from './event-pull.js';
import { KeptRangesRepository } from './kept-ranges.repository.js';
import { Leases } from './leases.js';
import { PostHogSource } from './posthog-source.js';
import { QuestionsRepository } from './questions.repository.js';
import { Refresher } from './refresher.js';
import { RequestSync } from './request-sync.js';
import { SyncLimits } from './sync-limits.js';
import { UserSync } from './user-sync.js';
import { WhoIs } from './who-is.js';

/** Where it keeps what it reads. */
export interface Surroundings {
  database: Database;
  writer: JourneyWriter;
  persons: PersonDirectory;
  retentionDays: number;
  watch?: PostHogWatch;
}

/** Puts the source of one PostHog project together. */
export const createPostHogSource = (
  settings: PostHogSettings,
  { database, writer, persons, retentionDays, watch }: Surroundings,
  limits: { client: ClientLimits; sync: SyncLimits },
): PostHogSource => {
  const { sync } = limits;
  const client = new PostHogClient(settings, limits.client, watch);
  const questions = new QuestionsRepository();
  const erased = new ErasedUsers();
  const pull = new EventPull(client, database, new KeptRangesRepository(), writer, erased, sync);
  return new PostHogSource(
    new Refresher(database, questions, new Leases(database, questions, erased, sync), sync),
    new UserSync(new WhoIs(client, sync), pull, database, questions, persons, sync),
    new RequestSync(client, database, writer),
    { retentionDays, requestMs: sync.requestMs },
    (signal) => probe(client, settings, signal),
    (userId) =>
      database.transaction(async (sql) => (await erased.among(sql, [userId])).has(userId)),
  );
};
