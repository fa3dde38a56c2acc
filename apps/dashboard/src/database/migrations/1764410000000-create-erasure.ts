import { createErasure, dropErasure } from '@trailmark/ingest';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who was erased, and how far erasures are. Older processes that still write while an erasure runs do
 * not heed it: take them down before anybody is erased.
 */
export class CreateErasure1764410000000 implements MigrationInterface {
  name = 'CreateErasure1764410000000';

  up(runner: QueryRunner): Promise<void> {
    return createErasure(runner);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropErasure(runner);
  }
}
