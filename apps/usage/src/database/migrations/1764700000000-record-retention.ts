import { createRetentionRuns, dropRetentionRuns } from '@trailmark/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the retention was last kept, by which rule, and how that went. */
export class RecordRetention1764700000000 implements MigrationInterface {
  name = 'RecordRetention1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    await createRetentionRuns(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropRetentionRuns(runner);
  }
}
