import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';
import { PersonKeeper } from '../persons/person-keeper.js';
import { daysOf } from './day-counts.js';
import { DaysRepository } from './days.repository.js';
import { toRows } from './event-row.js';
import { EventsRepository } from './events.repository.js';
import { JourneyRecord } from './journey-record.js';

/** The one way into the store, for whatever way events come. */
@Injectable()
export class JourneyWriter {
  constructor(
    private readonly events: EventsRepository,
    private readonly days: DaysRepository,
    private readonly persons: PersonKeeper,
  ) {}

  /**
   * Stores events, what is counted of them and what they tell of persons, in the given transaction;
   * an event that is stored already, whichever way it came, is left as it is.
   * @returns those that are new, in the order given.
   */
  async write(sql: Sql, records: JourneyRecord[]): Promise<JourneyRecord[]> {
    const rows = toRows(records);
    if (rows.length === 0) return [];
    await this.persons.open(sql, rows);
    const known = await this.events.known(
      sql,
      rows.map(({ id }) => id),
    );
    const fresh = rows.filter(({ id }) => !known.has(id));
    await this.events.insert(sql, fresh);
    await this.days.add(sql, daysOf(fresh));
    await this.persons.learn(sql, fresh);
    return fresh;
  }
}
