import { Injectable } from '@nestjs/common';
import { sendAlong, Sql } from '@trailmark/platform';

/** The one row that keeps ingestion and rebuilding apart. Both hold it until their commit. */
@Injectable()
export class DerivedGuard {
  /** Lets others share it, but nobody rebuild. Comes before any event is inserted. */
  async share(sql: Sql): Promise<void> {
    await sendAlong(sql, 'SELECT id FROM derived_guard WHERE id = 1 LOCK IN SHARE MODE');
  }

  /** Waits for every transaction that shares it, and holds off the next ones. */
  async take(sql: Sql): Promise<void> {
    await sql.query('SELECT id FROM derived_guard WHERE id = 1 FOR UPDATE');
  }
}
