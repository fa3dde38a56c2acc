import { addRequestId, dropRequestId } from '@trailmark/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The request a row belongs to, as a column that can be searched. No hash covers it: the chains stay
 * as they are. Older processes that still write while this runs leave it null: such rows are missing
 * from the view of their request.
 */
export class AddRequestId1764200000000 implements MigrationInterface {
  name = 'AddRequestId1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await addRequestId(runner, 'activity_logs', ['metadata', 'details']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropRequestId(runner, 'activity_logs');
  }
}
