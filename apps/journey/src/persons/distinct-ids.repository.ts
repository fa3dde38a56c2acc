import { Injectable } from '@nestjs/common';
import { parseJson, Sql } from '@trailmark/platform';
import { chunksOf } from '../store/chunks.js';
import { toJson } from '../store/told.js';
import { personIdOf } from './components.js';
import { Sighting } from './person-facts.js';
import { PersonProperties } from './person-properties.js';

/** A distinct id, whose it is, and what its own events tell of its person. */
export interface DistinctId {
  distinctId: string;
  personId: Buffer;
  properties: PersonProperties;
}

interface Row {
  distinct_id: string;
  person_id: Buffer;
  properties: unknown;
}

const toDistinctId = (row: Row): DistinctId => ({
  distinctId: row.distinct_id,
  personId: row.person_id,
  properties: parseJson<PersonProperties>(row.properties) ?? {},
});

const COLUMNS = 'distinct_id, person_id, properties';

const byText = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

/** Who has which distinct id. A writer holds the rows of the ids that it writes about until its commit. */
@Injectable()
export class DistinctIdsRepository {
  /** Makes ids known, each a person of its own until a link says otherwise. @param seen null: not by an event. */
  async touch(sql: Sql, seen: Iterable<[string, Sighting | null]>): Promise<void> {
    const rows = [...seen]
      .toSorted(byText)
      .map(([id, sighting]) => [
        id,
        personIdOf([id]),
        sighting?.at ?? null,
        sighting?.anonymous ?? null,
      ]);
    for (const chunk of chunksOf(rows)) {
      await sql.query(
        `INSERT INTO person_distinct_ids (distinct_id, person_id, last_seen_at, anonymous) VALUES ?
         ON DUPLICATE KEY UPDATE
           last_seen_at = IF(last_seen_at IS NULL OR last_seen_at < VALUES(last_seen_at),
             VALUES(last_seen_at), last_seen_at),
           anonymous = LEAST(COALESCE(anonymous, VALUES(anonymous)),
             COALESCE(VALUES(anonymous), anonymous))`,
        [chunk],
      );
    }
  }

  /** Those of the ids that are known. */
  async find(sql: Sql, ids: string[]): Promise<DistinctId[]> {
    const found: Row[] = [];
    for (const chunk of chunksOf(ids)) {
      found.push(
        ...(await sql.query<Row[]>(
          `SELECT ${COLUMNS} FROM person_distinct_ids WHERE distinct_id IN (?)`,
          [chunk],
        )),
      );
    }
    return found.map(toDistinctId);
  }

  /** All ids of persons; nobody else changes them before this transaction ends. */
  async lockOf(sql: Sql, personIds: Buffer[]): Promise<DistinctId[]> {
    const rows: Row[] = await sql.query(
      `SELECT ${COLUMNS} FROM person_distinct_ids WHERE person_id IN (?)
        ORDER BY distinct_id FOR UPDATE`,
      [personIds],
    );
    return rows.map(toDistinctId);
  }

  /** @returns how many went. */
  async remove(sql: Sql, ids: string[]): Promise<number> {
    if (ids.length === 0) return 0;
    const { affectedRows } = await sql.query<{ affectedRows: number }>(
      'DELETE FROM person_distinct_ids WHERE distinct_id IN (?)',
      [ids],
    );
    return affectedRows;
  }

  async saveProperties(sql: Sql, properties: Map<string, PersonProperties>): Promise<void> {
    const rows = [...properties]
      .toSorted(byText)
      .map(([id, told]): [string, Buffer, string] => [id, personIdOf([id]), toJson(told)]);
    for (const chunk of chunksOf(rows, ([, , told]) => told.length)) {
      await sql.query(
        `INSERT INTO person_distinct_ids (distinct_id, person_id, properties) VALUES ?
         ON DUPLICATE KEY UPDATE properties = VALUES(properties)`,
        [chunk],
      );
    }
  }

  /** Gives each id to a person. */
  async assign(sql: Sql, persons: Iterable<[string, Buffer]>): Promise<void> {
    for (const chunk of chunksOf([...persons].toSorted(byText))) {
      await sql.query(
        `INSERT INTO person_distinct_ids (distinct_id, person_id) VALUES ?
         ON DUPLICATE KEY UPDATE person_id = VALUES(person_id)`,
        [chunk],
      );
    }
  }
}
