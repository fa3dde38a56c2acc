import { Injectable } from '@nestjs/common';
import { parseJson, Sql } from '@trailmark/platform';
import { chunksOf } from '../store/chunks.js';
import { toJson } from '../store/told.js';
import { emailOf, PersonProperties } from './person-properties.js';

export interface Person {
  id: Buffer;
  properties: PersonProperties;
}

/** A distinct id of somebody who is asked about. */
export interface KnownId {
  distinctId: string;
  /** Whether an event of it was ever stored. */
  seen: boolean;
}

/** A distinct id of the same person as another one. */
export interface Companion extends KnownId {
  /** It was only ever a device's. */
  anonymous: boolean;
  /** It was identified as the other one. */
  identified: boolean;
}

/** Ids of one user that are looked at, the last seen ones. */
export const MAX_USER_IDS = 1000;

/** Everybody of whom more is known than one id. */
@Injectable()
export class PersonsRepository {
  /** Those of the persons that have a row; nobody else changes it before this transaction ends. */
  async lock(sql: Sql, ids: Buffer[]): Promise<Person[]> {
    const rows: { id: Buffer; properties: unknown }[] = await sql.query(
      'SELECT id, properties FROM persons WHERE id IN (?) ORDER BY id FOR UPDATE',
      [ids],
    );
    return rows.map(({ id, properties }) => ({
      id,
      properties: parseJson<PersonProperties>(properties) ?? {},
    }));
  }

  async save(sql: Sql, persons: Person[]): Promise<void> {
    const rows = persons
      .toSorted((a, b) => Buffer.compare(a.id, b.id))
      .map(({ id, properties }): [Buffer, string | null, string] => [
        id,
        emailOf(properties),
        toJson(properties),
      ]);
    for (const chunk of chunksOf(rows, ([, , properties]) => properties.length)) {
      await sql.query(
        `INSERT INTO persons (id, email, properties) VALUES ?
         ON DUPLICATE KEY UPDATE email = VALUES(email), properties = VALUES(properties)`,
        [chunk],
      );
    }
  }

  async remove(sql: Sql, ids: Buffer[]): Promise<void> {
    if (ids.length > 0) await sql.query('DELETE FROM persons WHERE id IN (?)', [ids]);
  }

  /** @param email as it is compared. */
  async ofEmail(sql: Sql, email: string): Promise<Buffer[]> {
    const rows: { id: Buffer }[] = await sql.query('SELECT id FROM persons WHERE email = ?', [
      email,
    ]);
    return rows.map(({ id }) => id);
  }

  /** All distinct ids of the person that has this one, the last seen first. */
  async companions(sql: Sql, distinctId: string): Promise<Companion[]> {
    const rows: { distinct_id: string; seen: unknown; anonymous: unknown; identified: unknown }[] =
      await sql.query(
        `SELECT other.distinct_id, other.last_seen_at IS NOT NULL AS seen,
                other.anonymous IS TRUE AS anonymous, link.linked_id IS NOT NULL AS identified
           FROM person_distinct_ids self
           JOIN person_distinct_ids other ON other.person_id = self.person_id
           LEFT JOIN person_links link ON link.linked_id = other.distinct_id
                AND link.kind = 'identify' AND link.distinct_id = self.distinct_id
          WHERE self.distinct_id = ?
          ORDER BY other.last_seen_at DESC, other.distinct_id LIMIT ?`,
        [distinctId, MAX_USER_IDS],
      );
    return rows.map((row) => ({
      distinctId: row.distinct_id,
      seen: Number(row.seen) === 1,
      anonymous: Number(row.anonymous) === 1,
      identified: Number(row.identified) === 1,
    }));
  }

  /** The same without asking what the other ids are. */
  idsWith(sql: Sql, distinctId: string): Promise<KnownId[]> {
    return knownIds(
      sql,
      `person_distinct_ids self JOIN person_distinct_ids other ON other.person_id = self.person_id
        WHERE self.distinct_id = ?`,
      distinctId,
    );
  }

  /** All distinct ids of everybody with an e-mail address. @param email as it is compared. */
  idsAt(sql: Sql, email: string): Promise<KnownId[]> {
    return knownIds(
      sql,
      `persons self JOIN person_distinct_ids other ON other.person_id = self.id
        WHERE self.email = ?`,
      email,
    );
  }
}

/** The last seen first. @param from what has them as `other`, found by one value. */
const knownIds = async (sql: Sql, from: string, value: string): Promise<KnownId[]> => {
  const rows: { distinct_id: string; seen: unknown }[] = await sql.query(
    `SELECT other.distinct_id, other.last_seen_at IS NOT NULL AS seen FROM ${from}
      ORDER BY other.last_seen_at DESC, other.distinct_id LIMIT ?`,
    [value, MAX_USER_IDS],
  );
  return rows.map((row) => ({ distinctId: row.distinct_id, seen: Number(row.seen) === 1 }));
};
