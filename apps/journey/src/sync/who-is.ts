import { DomainError } from '@trailmark/platform';
import { JourneyAddressDto } from '@trailmark/contracts';
import { HogQuery, HogValues } from '../posthog/hog-query.js';
import { PostHogClient } from '../posthog/posthog-client.js';
import { IDS_BY_DISTINCT_ID, IDS_BY_EMAIL, PersonId } from '../posthog/posthog-queries.js';
import { LearnedPerson } from '../persons/person-directory.js';
import { Job } from './job.js';
import { SyncLimits } from './sync-limits.js';

type IdPage = { after: string; limit: number };

const tooMany = (limit: number): DomainError =>
  new DomainError('UPSTREAM_ERROR', `PostHog knows more than ${limit} distinct ids of this user.`);

/** Asks PostHog who an address is. */
export class WhoIs {
  constructor(
    private readonly client: PostHogClient,
    private readonly limits: SyncLimits,
  ) {}

  /** @returns the persons of an address, which may be several of one e-mail address, or none. */
  async find({ user_id, email }: JourneyAddressDto, job: Job): Promise<LearnedPerson[]> {
    if (typeof user_id === 'string') {
      return personsOf(await this.all(IDS_BY_DISTINCT_ID, { distinct_id: user_id }, job), null);
    }
    if (typeof email !== 'string') return [];
    return personsOf(await this.all(IDS_BY_EMAIL, { email: email.toLowerCase() }, job), email);
  }

  private async all<V extends HogValues>(
    query: HogQuery<IdPage & V, PersonId>,
    values: V,
    job: Job,
  ): Promise<PersonId[]> {
    const { idsPageSize, maxDistinctIds } = this.limits;
    const found: PersonId[] = [];
    for (let after = ''; found.length <= maxDistinctIds; after = found.at(-1)?.distinctId ?? '') {
      const page = { after, limit: idsPageSize + 1 };
      const rows = await this.client.query(query, { ...values, ...page }, job.asking());
      found.push(...rows.slice(0, idsPageSize));
      if (rows.length <= idsPageSize && found.length <= maxDistinctIds) return found;
    }
    throw tooMany(maxDistinctIds);
  }
}

const personsOf = (ids: PersonId[], email: string | null): LearnedPerson[] => {
  const persons = new Map<string, LearnedPerson>();
  for (const { distinctId, personId } of ids) {
    const person = persons.get(personId) ?? { distinctIds: [], email };
    person.distinctIds.push(distinctId);
    persons.set(personId, person);
  }
  return [...persons.values()];
};
