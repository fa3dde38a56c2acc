import { DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Archivist } from '../archive/archivist.js';
import { DatabaseConfig } from '../config/database.config.js';
import { READINESS_CHECKS, ReadinessCheck } from '../health/readiness.js';
import { Database } from './database.js';
import { dataSourceOptions, Schema } from './data-source-options.js';
import { PoolMetrics } from './pool-metrics.js';
import { PARTITIONED_TABLES, PartitionMaintainer } from './partition-maintainer.js';
import { RetentionKeeper } from '../retention/retention-keeper.js';
import { AGING_TABLES, RowAger } from './row-ager.js';

const readiness = {
  provide: READINESS_CHECKS,
  inject: [Database],
  useFactory: (database: Database): ReadinessCheck[] => [
    { name: 'database', check: () => database.ping() },
  ],
};

/** One MySQL/MariaDB schema for one service. */
@Module({})
export class DatabaseModule {
  static for(schema: Schema): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        ScheduleModule.forRoot(),
        TypeOrmModule.forRootAsync({
          inject: [DatabaseConfig],
          useFactory: (config: DatabaseConfig) => ({
            ...dataSourceOptions(config, schema),
            manualInitialization: true,
          }),
        }),
      ],
      providers: [
        Database,
        Archivist,
        PartitionMaintainer,
        RowAger,
        RetentionKeeper,
        PoolMetrics,
        { provide: AGING_TABLES, useValue: schema.agingTables ?? [] },
        { provide: PARTITIONED_TABLES, useValue: schema.partitionedTables },
        readiness,
      ],
      exports: [Database, PartitionMaintainer, RowAger, RetentionKeeper, READINESS_CHECKS],
    };
  }
}
