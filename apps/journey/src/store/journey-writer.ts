import { Injectable } from '@nestjs/common';
import { ErasedUsers } from '@trailmark/ingest';
import { Sql } from '@trailmark/platform';
import { PersonKeeper } from '../persons/person-keeper.js';
import { addedUp, countOf, Grain, noLongerSlow } from './counts.js';
import { CountsRepository } from './counts.repository.js';
import { EventRow, toRows } from './event-row.js';
import { EventsRepository } from './events.repository.js';
import { JourneyRecord } from './journey-record.js';
import { mayHaveTwin, SlowEvent, supersededOf } from './slow-twins.js';
import { SlowTwinsRepository } from './slow-twins.repository.js';

const GRAINS: readonly Grain[] = ['day', 'month'];

/** Events as they are stored, and stored ones that they supersede. */
interface Settled {
  rows: EventRow[];
  superseded: SlowEvent[];
}

/** The one way into the store, for whatever way events come. */
@Injectable()
export class JourneyWriter {
  constructor(
    private readonly events: EventsRepository,
    private readonly slow: SlowTwinsRepository,
    private readonly counts: CountsRepository,
    private readonly persons: PersonKeeper,
    private readonly erased: ErasedUsers,
  ) {}

  /**
   * Stores events, what is counted of them and what they tell of persons, in the given transaction;
   * an event that is stored already, whichever way it came, is left as it is. What is of an erased
   * user, or would link one, is not kept.
   * @returns those that are new, in the order given.
   */
  async write(sql: Sql, records: JourneyRecord[]): Promise<JourneyRecord[]> {
    const rows = await this.withoutErased(sql, toRows(records));
    if (rows.length === 0) return [];
    await this.persons.open(sql, rows);
    const known = await this.events.known(
      sql,
      rows.map(({ id }) => id),
    );
    const fresh = rows.filter(({ id }) => !known.has(id));
    const settled = await this.settle(sql, fresh);
    await this.events.insert(sql, settled.rows);
    await this.slow.supersede(sql, settled.superseded);
    await this.count(sql, settled);
    await this.persons.learn(sql, fresh);
    return fresh;
  }

  private async withoutErased(sql: Sql, rows: EventRow[]): Promise<EventRow[]> {
    const named = rows.flatMap(({ distinctId, link }) => [distinctId, link?.distinct_id ?? '']);
    const erased = await this.erased.among(sql, named);
    if (erased.size === 0) return rows;
    return rows
      .filter(({ distinctId }) => !erased.has(distinctId))
      .map((row) => (erased.has(row.link?.distinct_id ?? '') ? { ...row, link: null } : row));
  }

  /** Of two events that tell of one slow request, only one is slow. */
  private async settle(sql: Sql, fresh: EventRow[]): Promise<Settled> {
    const slow = fresh.filter(mayHaveTwin);
    if (slow.length === 0) return { rows: fresh, superseded: [] };
    const stored = await this.slow.find(sql, slow);
    const superseded = new Set(supersededOf([...slow, ...stored]).map(({ id }) => id));
    return {
      rows: fresh.map((row) => (superseded.has(row.id) ? { ...row, isSlow: false } : row)),
      superseded: stored.filter(({ id }) => superseded.has(id)),
    };
  }

  private async count(sql: Sql, { rows, superseded }: Settled): Promise<void> {
    for (const grain of GRAINS) {
      const counts = [
        ...rows.map((row) => countOf(row, grain)),
        ...superseded.map((event) => noLongerSlow(event, grain)),
      ];
      await this.counts.add(sql, grain, addedUp(counts));
    }
  }
}
