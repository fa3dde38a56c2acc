import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The quarter of an hour of UTC that a measurement is in. */
const SLOT = `CAST(DATE_FORMAT(timestamp, '%Y-%m-%d %H:00:00') AS DATETIME)
  + INTERVAL (MINUTE(timestamp) DIV 15) * 15 MINUTE`;

/**
 * Squares beside the sums of each slot, filled from the measurements: means of any period then have a
 * spread. Decimals, so that they are exact. Older processes that still write while this runs do not
 * count squares of what they store: take them down first.
 */
export class AddSlotSquares1764100000000 implements MigrationInterface {
  name = 'AddSlotSquares1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE performance_user_slots
         ADD COLUMN load_time_squares DECIMAL(30,6) NOT NULL DEFAULT 0,
         ADD COLUMN score_squares DECIMAL(22,4) NOT NULL DEFAULT 0`,
    );
    await runner.query(
      `UPDATE performance_user_slots AS slots
         JOIN (SELECT user_id, ${SLOT} AS slot, SUM(page_load_time * page_load_time) AS loads,
                      COALESCE(SUM(performance_score * performance_score), 0) AS scores
                 FROM performance_metrics GROUP BY 1, 2) AS measured
           ON measured.user_id = slots.user_id AND measured.slot = slots.slot
          SET slots.load_time_squares = measured.loads, slots.score_squares = measured.scores`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE performance_user_slots
         DROP COLUMN load_time_squares, DROP COLUMN score_squares`,
    );
  }
}
