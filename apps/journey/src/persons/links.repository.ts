import { Injectable } from '@nestjs/common';
import { bytesToUuid, Sql, uuidToBytes } from '@trailmark/platform';
import { chunksOf } from '../store/chunks.js';
import { LinkFact } from './person-facts.js';

interface Row {
  linked_id: string;
  kind: LinkFact['kind'];
  distinct_id: string;
  linked_at: string;
  event_id: Buffer;
}

const toLink = (row: Row): LinkFact => ({
  linkedId: row.linked_id,
  kind: row.kind,
  distinctId: row.distinct_id,
  at: row.linked_at,
  by: bytesToUuid(row.event_id),
});

const COLUMNS = `linked_id, kind, distinct_id, CAST(linked_at AS CHAR) AS linked_at, event_id`;

const keyOf = ({ linkedId, kind, distinctId }: LinkFact): string =>
  JSON.stringify([linkedId, kind, distinctId]);

/** What is known of ids being the same person's: of each link its earliest event. */
@Injectable()
export class LinksRepository {
  /** Whoever changes links or what follows from them does it alone, until its commit. */
  async guard(sql: Sql): Promise<void> {
    await sql.query('SELECT id FROM person_guard WHERE id = 1 FOR UPDATE');
  }

  async add(sql: Sql, links: LinkFact[]): Promise<void> {
    const rows = links
      .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
      .map((link) => [link.linkedId, link.kind, link.distinctId, link.at, uuidToBytes(link.by)]);
    for (const chunk of chunksOf(rows)) {
      // Assigned from left to right: the event is chosen while the old time still stands.
      await sql.query(
        `INSERT INTO person_links (linked_id, kind, distinct_id, linked_at, event_id) VALUES ?
         ON DUPLICATE KEY UPDATE
           event_id = CASE WHEN VALUES(linked_at) < linked_at THEN VALUES(event_id)
             WHEN VALUES(linked_at) = linked_at THEN LEAST(event_id, VALUES(event_id))
             ELSE event_id END,
           linked_at = LEAST(linked_at, VALUES(linked_at))`,
        [chunk],
      );
    }
  }

  /** Every link that one of the ids is an end of. */
  async of(sql: Sql, ids: string[]): Promise<LinkFact[]> {
    const found = new Map<string, LinkFact>();
    for (const end of ['linked_id', 'distinct_id']) {
      for (const chunk of chunksOf(ids)) {
        const rows: Row[] = await sql.query(
          `SELECT ${COLUMNS} FROM person_links WHERE ${end} IN (?)`,
          [chunk],
        );
        for (const link of rows.map(toLink)) found.set(keyOf(link), link);
      }
    }
    return [...found.values()];
  }
}
