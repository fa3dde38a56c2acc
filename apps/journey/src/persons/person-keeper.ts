import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';
import { EventRow } from '../store/event-row.js';
import { componentsOf, personIdOf } from './components.js';
import { DistinctId, DistinctIdsRepository } from './distinct-ids.repository.js';
import { LinksRepository } from './links.repository.js';
import { LinkFact, linksOf, propertiesOf, sightingsOf } from './person-facts.js';
import { isEmpty, joined, PersonProperties } from './person-properties.js';
import { Person, PersonsRepository } from './persons.repository.js';

const hex = (id: Buffer): string => id.toString('hex');

const distinct = (ids: Buffer[]): Buffer[] => [...new Map(ids.map((id) => [hex(id), id])).values()];

/**
 * Keeps who is who, in the transaction that stores what tells it. What it keeps follows from the set
 * of facts alone. Locks are taken in one order: the guard (with links only), distinct ids, persons.
 */
@Injectable()
export class PersonKeeper {
  constructor(
    private readonly distinctIds: DistinctIdsRepository,
    private readonly links: LinksRepository,
    private readonly persons: PersonsRepository,
  ) {}

  /** Comes before the events are looked up: until the commit nobody else writes about their users. */
  async open(sql: Sql, events: EventRow[]): Promise<void> {
    if (events.some(({ link }) => link !== null)) await this.links.guard(sql);
    await this.distinctIds.touch(sql, sightingsOf(events));
  }

  /** Keeps what events that are new in this transaction tell of persons. */
  async learn(sql: Sql, events: EventRow[]): Promise<void> {
    await this.addProperties(sql, propertiesOf(events));
    await this.addLinks(sql, linksOf(events));
  }

  /** @param told by distinct ids that this transaction has touched. */
  async addProperties(sql: Sql, told: Map<string, PersonProperties>): Promise<void> {
    if (told.size === 0) return;
    const known = await this.distinctIds.find(sql, [...told.keys()]);
    const news = (id: string): PersonProperties => told.get(id) ?? {};
    await this.distinctIds.saveProperties(
      sql,
      new Map(
        known.map(({ distinctId, properties }) => [
          distinctId,
          joined([properties, news(distinctId)]),
        ]),
      ),
    );
    const before = await this.persons.lock(sql, distinct(known.map(({ personId }) => personId)));
    const after = new Map(before.map((person) => [hex(person.id), person]));
    for (const { distinctId, personId } of known) {
      const properties = after.get(hex(personId))?.properties ?? {};
      after.set(hex(personId), {
        id: personId,
        properties: joined([properties, news(distinctId)]),
      });
    }
    await this.persons.save(sql, [...after.values()]);
  }

  /** The guard must be held. Links change the persons of the ids they name, and nobody else's. */
  async addLinks(sql: Sql, links: LinkFact[]): Promise<void> {
    if (links.length === 0) return;
    const named = [...new Set(links.flatMap(({ linkedId, distinctId }) => [linkedId, distinctId]))];
    await this.distinctIds.touch(
      sql,
      named.map((id) => [id, null]),
    );
    await this.links.add(sql, links);
    const persons = (await this.distinctIds.find(sql, named)).map(({ personId }) => personId);
    await this.regroup(sql, await this.distinctIds.lockOf(sql, distinct(persons)));
  }

  /**
   * Forgets ids whose links are gone; whoever else is in their persons becomes what is left to tell.
   * The guard must be held. @returns how many ids went.
   */
  async forget(sql: Sql, ids: string[]): Promise<number> {
    const known = await this.distinctIds.find(sql, ids);
    if (known.length === 0) return 0;
    const persons = distinct(known.map(({ personId }) => personId));
    const members = await this.distinctIds.lockOf(sql, persons);
    const gone = new Set(known.map(({ distinctId }) => distinctId));
    const removed = await this.distinctIds.remove(sql, [...gone]);
    await this.persons.remove(sql, persons);
    await this.regroup(
      sql,
      members.filter(({ distinctId }) => !gone.has(distinctId)),
    );
    return removed;
  }

  /** @param members all ids of some persons. */
  private async regroup(sql: Sql, members: DistinctId[]): Promise<void> {
    if (members.length === 0) return;
    const byId = new Map(members.map((member) => [member.distinctId, member]));
    const components = componentsOf(byId.keys(), await this.links.of(sql, [...byId.keys()]));
    const moved = components.flatMap((ids) => {
      const personId = personIdOf(ids);
      return ids
        .filter((id) => byId.get(id)?.personId.equals(personId) === false)
        .map((id): [string, Buffer] => [id, personId]);
    });
    await this.distinctIds.assign(sql, moved);
    const persons = components.flatMap((ids): Person[] => {
      const properties = joined(ids.map((id) => byId.get(id)?.properties ?? {}));
      return ids.length > 1 || !isEmpty(properties) ? [{ id: personIdOf(ids), properties }] : [];
    });
    const kept = new Set(persons.map(({ id }) => hex(id)));
    const before = distinct(members.map(({ personId }) => personId));
    await this.persons.remove(
      sql,
      before.filter((id) => !kept.has(hex(id))),
    );
    await this.persons.save(sql, persons);
  }
}
