import { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { Slice } from '../listing/page-of.js';

import { Sql } from './database.js';
import { ListPosition } from './list-cursor.js';
import { uuidToBytes } from './uuid.js';

/** Rows of a query over a table with `timestamp` and `id`, newest first. */
export const readSlice = <T extends ObjectLiteral & ListPosition>(
  query: SelectQueryBuilder<T>,
  { limit, offset, before }: Slice,
): Promise<T[]> => {
  const { alias } = query;
  query.orderBy(`${alias}.timestamp`, 'DESC').addOrderBy(`${alias}.id`, 'DESC').limit(limit);
  if (!before) return query.offset(offset).getMany();
  return query
    .andWhere(
      `(${alias}.timestamp < :time OR (${alias}.timestamp = :time AND ${alias}.id < :beforeId))`,
      { time: before.timestamp, beforeId: uuidToBytes(before.id) },
    )
    .andWhere(`${alias}.timestamp <= :time`)
    .getMany();
};

/** How many rows a query has, counted no further than `limit`. */
export const countUpTo = async <T extends ObjectLiteral>(
  sql: Sql,
  query: SelectQueryBuilder<T>,
  limit: number,
): Promise<number> => {
  const [inner, parameters] = query.select('1', 'one').limit(limit).getQueryAndParameters();
  const [row]: { total: string }[] = await sql.query(
    `SELECT COUNT(*) AS total FROM (${inner}) AS matching`,
    parameters,
  );
  return Number(row?.total);
};
