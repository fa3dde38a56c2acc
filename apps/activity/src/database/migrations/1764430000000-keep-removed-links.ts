import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is left of activities that a user's own retention removes from a chain before its month goes. */
export class KeepRemovedLinks1764430000000 implements MigrationInterface {
  name = 'KeepRemovedLinks1764430000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE activity_removed (
        user_id VARCHAR(128) NOT NULL,
        month DATE NOT NULL,
        first_seq INT UNSIGNED NOT NULL,
        last_seq INT UNSIGNED NOT NULL,
        previous_hash BINARY(32) NOT NULL,
        hash BINARY(32) NOT NULL,
        PRIMARY KEY (user_id, month, first_seq)
      ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
      PARTITION BY RANGE COLUMNS (month) (PARTITION p_future VALUES LESS THAN (MAXVALUE))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE activity_removed');
  }
}
