import { DataSourceOptions, EntitySchema } from 'typeorm';
import { DatabaseConfig } from '../config/database.config.js';

type ClassList = (new () => object)[];

/** A table whose old rows are deleted, some at a time, by the index on their time. */
export interface AgingTable {
  name: string;
  /** Day or instant by which a row ages. */
  column: string;
  /** An instant of a row that must have passed, too. */
  until?: string;
  /** The partitioned table that the rows derive from: they go with its months. Null: by the day. */
  of: string | null;
}

/** What a service's schema consists of. */
export interface Schema {
  entities: (ClassList[number] | EntitySchema)[];
  migrations: ClassList;
  /** Tables partitioned by month; their partitions are kept in step with the calendar. */
  partitionedTables: string[];
  /** Tables without partitions whose rows go behind the retention. */
  agingTables?: AgingTable[];
}

const MAX_WAITING_QUERIES = 1000;

/** Instants are UTC on both sides; nothing is ever synchronised from entities. */
export const dataSourceOptions = (
  config: Pick<DatabaseConfig, 'databaseUrl' | 'poolSize'>,
  schema: Schema,
): DataSourceOptions => ({
  type: 'mysql',
  url: config.databaseUrl.replace(/^mariadb:/, 'mysql:'),
  entities: schema.entities,
  migrations: schema.migrations as never,
  migrationsTableName: 'migrations',
  synchronize: false,
  timezone: 'Z',
  charset: 'utf8mb4_bin',
  poolSize: config.poolSize,
  // A note of the stack at every query costs a service 2 to 5 % of its time; `await` keeps the callers.
  trace: false,
  extra: {
    connectTimeout: 3000,
    enableKeepAlive: true,
    queueLimit: MAX_WAITING_QUERIES,
    // Statements of a transaction go together (JointStatements). That lets a text that somebody slipped SQL into do more
    // harm; but no text is made of what a client sent: values are placeholders, which the driver escapes, and
    // what is put into a text are names of tables and columns from constants.
    multipleStatements: true,
  },
});
