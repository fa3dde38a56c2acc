import { JourneyAddressDto, MAX_DISTINCT_ID } from '@trailmark/contracts';
import { Database } from '@trailmark/platform';
import { Micros, microsOf, minusMs } from '../posthog/micros.js';
import { ToldEvent } from '../posthog/posthog-queries.js';
import { EventPull } from './event-pull.js';
import { LearnedPerson, PersonDirectory } from '../persons/person-directory.js';
import { Job } from './job.js';
import { QuestionsRepository } from './questions.repository.js';
import { isLinking } from './record-of.js';
import { SyncLimits } from './sync-limits.js';
import { WhoIs } from './who-is.js';

/** The question's name for an address; null when it names nobody. */
export const questionAbout = ({ user_id, email }: JourneyAddressDto): string | null => {
  if (typeof user_id === 'string') return `user:${user_id}`;
  return typeof email === 'string' ? `email:${email.toLowerCase()}` : null;
};

/** Brings one user's journey up to date with PostHog. */
export class UserSync {
  constructor(
    private readonly whoIs: WhoIs,
    private readonly pull: EventPull,
    private readonly database: Database,
    private readonly questions: QuestionsRepository,
    private readonly persons: PersonDirectory,
    private readonly limits: SyncLimits,
  ) {}

  async run(question: string, address: JourneyAddressDto, from: Micros, job: Job): Promise<void> {
    const { ids, resolvedAt } = await this.idsOf(question, address, job);
    const linksSince = minusMs(microsOf(resolvedAt), this.limits.overlapMs);
    let linked = false;
    const notice = (events: ToldEvent[]): void => {
      linked ||= events.some((event) => isLinking(event) && event.timestamp >= linksSince);
    };
    await this.pull.complete(ids, { from, to: microsOf(job.startedAt) }, job, notice);
    if (linked) await this.forgetWho(question, ids);
  }

  /** Whom PostHog says it is, asked again from time to time; events may also have no person. */
  private async idsOf(
    question: string,
    address: JourneyAddressDto,
    job: Job,
  ): Promise<{ ids: string[]; resolvedAt: Date }> {
    const { distinctIds, resolvedAt } = await this.database.read((sql) =>
      this.questions.find(sql, question),
    );
    const now = job.startedAt;
    if (distinctIds !== null && resolvedAt !== null) {
      const age = now.getTime() - resolvedAt.getTime();
      if (age < this.limits.resolvedMs) return { ids: distinctIds, resolvedAt };
    }
    const persons = (await this.whoIs.find(address, job)).map(withKeepableIds);
    const own = typeof address.user_id === 'string' ? [address.user_id] : [];
    const ids = [...new Set([...own, ...persons.flatMap((person) => person.distinctIds)])];
    await this.database.transaction(async (sql) => {
      for (const person of persons) await this.persons.learn(sql, person);
      const kept = await this.persons.withoutErased(sql, ids);
      await this.questions.resolved(sql, question, kept, now);
    });
    return { ids, resolvedAt: now };
  }

  /** An event tells that ids were just joined: next time PostHog is asked whose they are. */
  private forgetWho(question: string, ids: string[]): Promise<void> {
    return this.database.transaction((sql) => this.questions.resolved(sql, question, ids, null));
  }
}

/** Text of an identifier's column; with spaces at its end it would equal the one without. */
const isKeepable = (id: string): boolean =>
  id !== '' && id.length <= MAX_DISTINCT_ID && id === id.trimEnd();

const withKeepableIds = ({ distinctIds, email }: LearnedPerson): LearnedPerson => ({
  distinctIds: distinctIds.filter(isKeepable),
  email,
});
