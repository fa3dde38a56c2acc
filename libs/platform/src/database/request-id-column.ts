import { MAX_REQUEST_ID } from '@trailmark/contracts';
import type { QueryRunner } from 'typeorm';
import { ONLINE } from './online.js';

/** The request id in a JSON column, as `requestIdOf` of the contracts reads it. */
const toldIn = (column: string): string => {
  const value = `JSON_EXTRACT(${column}, '$.request_id')`;
  const text = `JSON_UNQUOTE(${value})`;
  return `CASE WHEN JSON_TYPE(${value}) = 'STRING'
            AND CHAR_LENGTH(${text}) BETWEEN 1 AND ${MAX_REQUEST_ID}
          THEN IF(${text} REGEXP '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$',
            LOWER(${text}), ${text}) END`;
};

/**
 * A migration's step: gives a table with partitions the column and the index that `readTrace` needs,
 * and the rows that are there the request id that the first of `columns` (JSON) tells. The rows are
 * changed partition by partition, each for itself, so that writers wait for one only.
 */
export const addRequestId = async (
  runner: QueryRunner,
  table: string,
  columns: readonly string[],
): Promise<void> => {
  await runner.query(
    `ALTER TABLE ${table}
       ADD COLUMN request_id VARCHAR(${MAX_REQUEST_ID}) NULL,
       ADD KEY idx_request (request_id, timestamp, id), ${ONLINE}`,
  );
  const partitions = (await runner.query(
    `SELECT PARTITION_NAME AS name FROM information_schema.PARTITIONS
      WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? ORDER BY PARTITION_ORDINAL_POSITION`,
    [table],
  )) as { name: string }[];
  const told = `COALESCE(${columns.map(toldIn).join(', ')})`;
  for (const { name } of partitions) {
    await runner.query(
      `UPDATE ${table} PARTITION (${name}) SET request_id = ${told} WHERE ${told} IS NOT NULL`,
    );
  }
};

/** Takes {@link addRequestId} back. */
export const dropRequestId = async (runner: QueryRunner, table: string): Promise<void> => {
  await runner.query(`ALTER TABLE ${table} DROP KEY idx_request, DROP COLUMN request_id`);
};
