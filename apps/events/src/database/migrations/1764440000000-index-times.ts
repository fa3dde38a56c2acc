import { ONLINE } from '@trailmark/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TIMES = [
  ['sessions', 'started_at'],
  ['session_pages', 'first_at'],
  ['event_days', 'day'],
  ['page_days', 'day'],
  ['event_slots', 'slot'],
] as const;

/**
 * By these the retention finds what is old, whoever's it is. None of these columns changes once a row
 * is there (but for events that come late), so that counting one more event costs no more than before.
 */
export class IndexTimes1764440000000 implements MigrationInterface {
  name = 'IndexTimes1764440000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column] of TIMES) {
      await runner.query(`ALTER TABLE ${table} ADD KEY idx_${column} (${column}), ${ONLINE}`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of TIMES) {
      await runner.query(`ALTER TABLE ${table} DROP KEY idx_${column}`);
    }
  }
}
