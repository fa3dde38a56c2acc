import { Injectable } from '@nestjs/common';
import { JOURNEY_STREAM } from '@trailmark/contracts';
import {
  ErasedElsewhere,
  ErasureStep,
  LEDGER_TABLES,
  PersonalData,
  UserTable,
} from '@trailmark/ingest';
import { Sql } from '@trailmark/platform';
import { PersonDirectory } from '../persons/person-directory.js';
import { DistinctIdsStep } from './distinct-ids-step.js';
import { PostHogEraser } from './posthog-eraser.js';

const OWN_PERSONS =
  'SELECT own.person_id FROM person_distinct_ids own WHERE own.distinct_id IN (?)';

/** A person that has ids of somebody else, too, is theirs as much: it is told anew from what is left. */
const NOBODY_ELSES = `NOT EXISTS (SELECT 1 FROM person_distinct_ids other
  WHERE other.person_id = persons.id AND other.distinct_id NOT IN (?))`;

const ABOUT = `(question LIKE 'user:%' AND SUBSTRING(question, 6) IN (?))
  OR question IN (SELECT CONCAT('email:', person.email) FROM persons person
                   WHERE person.id IN (${OWN_PERSONS}))
  OR JSON_OVERLAPS(distinct_ids, JSON_ARRAY(?))`;

/** Where the journey service keeps what it knows of users. */
@Injectable()
export class JourneyPersonalData extends PersonalData {
  override readonly stream = JOURNEY_STREAM;
  override readonly steps: Record<string, ErasureStep>;

  /** Questions and persons are found by the distinct ids, which therefore go last. */
  readonly tables: UserTable[] = [
    { name: 'journey_events', column: 'distinct_id' },
    { name: 'journey_days', column: 'distinct_id' },
    { name: 'journey_months', column: 'distinct_id' },
    { name: 'sync_state', column: 'distinct_id' },
    { name: 'sync_questions', column: 'question', where: ABOUT, hidden: ['lease', 'leased_until'] },
    { name: 'persons', column: 'id', where: `id IN (${OWN_PERSONS}) AND ${NOBODY_ELSES}` },
    {
      name: 'person_links',
      column: 'distinct_id',
      where: 'linked_id IN (?) OR distinct_id IN (?)',
    },
    { name: 'person_distinct_ids', column: 'distinct_id' },
    ...LEDGER_TABLES,
  ];

  constructor(
    private readonly directory: PersonDirectory,
    private readonly postHog: PostHogEraser,
    distinctIds: DistinctIdsStep,
  ) {
    super();
    this.steps = { person_distinct_ids: distinctIds };
  }

  /** The id itself and devices that are surely its own: who claims an alias must not erase others. */
  override async subjectsOf(sql: Sql, userId: string): Promise<string[]> {
    const own = await this.directory.resolveOwn(sql, userId);
    return [...new Set([userId, ...(own?.distinctIds ?? [])])].toSorted();
  }

  override async eraseElsewhere(subjects: string[]): Promise<ErasedElsewhere> {
    return { counts: {}, posthog: await this.postHog.erase(subjects) };
  }
}
