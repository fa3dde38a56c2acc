import { Injectable } from '@nestjs/common';
import { JourneyAddressDto } from '@trailmark/contracts';
import { ErasedUsers } from '@trailmark/ingest';
import { Sql } from '@trailmark/platform';
import { toSqlInstant } from '../store/captured-record.js';
import { distinctIdOf } from '../store/event-row.js';
import { DistinctIdsRepository } from './distinct-ids.repository.js';
import { LinksRepository } from './links.repository.js';
import { LinkFact } from './person-facts.js';
import { PersonKeeper } from './person-keeper.js';
import { normalEmail, toldBy } from './person-properties.js';
import { KnownId, PersonsRepository } from './persons.repository.js';

/** Somebody who is asked about. */
export interface KnownUser {
  /** The distinct id asked about, or the one last seen of those with the e-mail address. */
  userId: string;
  /** All of theirs, at most MAX_USER_IDS, the last seen first. */
  distinctIds: string[];
  /** Whether an event of any of them was ever stored. */
  seen: boolean;
}

/** What another system says of one person. */
export interface LearnedPerson {
  distinctIds: string[];
  email: string | null;
}

/** No event: what is told from elsewhere. */
const NO_EVENT = '00000000-0000-0000-0000-000000000000';

/** Finds users by what they are addressed by. */
@Injectable()
export class PersonDirectory {
  constructor(
    private readonly persons: PersonsRepository,
    private readonly distinctIds: DistinctIdsRepository,
    private readonly links: LinksRepository,
    private readonly keeper: PersonKeeper,
    private readonly erased: ErasedUsers,
  ) {}

  /** Null: nobody. Several persons with one e-mail address are one user. */
  async resolve(
    sql: Sql,
    { user_id, email }: Pick<JourneyAddressDto, 'user_id' | 'email'>,
  ): Promise<KnownUser | null> {
    const ids = await this.idsAt(sql, user_id ?? null, normalEmail(email));
    const [last] = ids;
    if (!last) return null;
    return {
      userId: user_id ?? last.distinctId,
      distinctIds: ids.map(({ distinctId }) => distinctId),
      seen: ids.some(({ seen }) => seen),
    };
  }

  /**
   * What is surely one's own: the id itself, and devices that it was identified on. Whoever has a public
   * write key may say that two ids are one person; that must not show one user's journey to another.
   * Without any other user among the person's ids, all of its devices count.
   */
  async resolveOwn(sql: Sql, userId: string): Promise<KnownUser | null> {
    const companions = await this.persons.companions(sql, userId);
    if (companions.length === 0) return null;
    const alone = companions.every(
      ({ distinctId, anonymous }) => anonymous || distinctId === userId,
    );
    const own = companions.filter(
      ({ distinctId, anonymous, identified }) =>
        distinctId === userId || (anonymous && (identified || alone)),
    );
    return {
      userId,
      distinctIds: own.map(({ distinctId }) => distinctId),
      seen: own.some(({ seen }) => seen),
    };
  }

  /**
   * Keeps that the ids are one person's, and its e-mail address as of now, in the given transaction.
   * Of somebody who was erased neither is kept.
   */
  async learn(
    sql: Sql,
    { distinctIds, email: toldEmail }: LearnedPerson,
    now = new Date(),
  ): Promise<void> {
    const told = [...new Set(distinctIds.map(distinctIdOf))].toSorted();
    const erased = await this.erased.among(sql, told);
    const ids = told.filter((id) => !erased.has(id));
    const email = erased.size > 0 ? null : toldEmail;
    const [first, ...others] = ids;
    if (first === undefined || (await this.isKnown(sql, ids, email))) return;
    const at = toSqlInstant(now.toISOString());
    if (others.length > 0) await this.links.guard(sql);
    await this.distinctIds.touch(
      sql,
      ids.map((id) => [id, null]),
    );
    const properties = toldBy(
      { id: NO_EVENT, timestamp: at },
      'set',
      email === null ? null : { email },
    );
    if (email !== null) await this.keeper.addProperties(sql, new Map([[first, properties]]));
    await this.keeper.addLinks(
      sql,
      others.map((linkedId): LinkFact => {
        return { linkedId, kind: 'alias', distinctId: first, at, by: NO_EVENT };
      }),
    );
  }

  /** Those of the distinct ids that were not erased. */
  async withoutErased(sql: Sql, distinctIds: string[]): Promise<string[]> {
    const erased = await this.erased.among(sql, distinctIds);
    return distinctIds.filter((id) => !erased.has(id));
  }

  private idsAt(sql: Sql, userId: string | null, email: string | null): Promise<KnownId[]> {
    if (userId !== null) return this.persons.idsWith(sql, userId);
    return email === null ? Promise.resolve([]) : this.persons.idsAt(sql, email);
  }

  /** Most of what is learned is known: then nobody need wait for the guard. */
  private async isKnown(sql: Sql, ids: string[], email: string | null): Promise<boolean> {
    const known = await this.distinctIds.find(sql, ids);
    const [one] = known;
    if (!one || known.length < ids.length) return false;
    if (known.some(({ personId }) => !personId.equals(one.personId))) return false;
    if (email === null) return true;
    const sharing = await this.persons.ofEmail(sql, normalEmail(email) ?? '');
    return sharing.some((id) => id.equals(one.personId));
  }
}
