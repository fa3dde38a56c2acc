import { DataSourceOptions, EntitySchema } from 'typeorm';
import { DatabaseConfig } from '../config/database.config.js';

type ClassList = (new () => object)[];

/** What a service's schema consists of. */
export interface Schema {
  entities: (ClassList[number] | EntitySchema)[];
  migrations: ClassList;
  /** Tables partitioned by month; their partitions are kept in step with the calendar. */
  partitionedTables: string[];
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
  extra: {
    connectTimeout: 3000,
    enableKeepAlive: true,
    queueLimit: MAX_WAITING_QUERIES,
  },
});
