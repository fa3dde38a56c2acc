import {
  createErasure,
  dropErasure,
  dropLedgerUserIndexes,
  indexLedgerByUser,
} from '@trailmark/ingest';
import { ONLINE } from '@trailmark/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who was erased, and how far erasures are. Older processes that still write while an erasure runs do
 * not heed it: take them down before anybody is erased.
 */
export class CreateErasure1764410000000 implements MigrationInterface {
  name = 'CreateErasure1764410000000';

  async up(runner: QueryRunner): Promise<void> {
    await createErasure(runner);
    await indexLedgerByUser(runner);
    await runner.query(`ALTER TABLE performance_page_users ADD KEY idx_user (user_id), ${ONLINE}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE performance_page_users DROP KEY idx_user');
    await dropLedgerUserIndexes(runner);
    await dropErasure(runner);
  }
}
