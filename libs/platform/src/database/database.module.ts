import { DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseConfig } from '../config/database.config.js';
import { READINESS_CHECKS, ReadinessCheck } from '../health/readiness.js';
import { Database } from './database.js';
import { dataSourceOptions, Schema } from './data-source-options.js';
import { PartitionMaintainer } from './partition-maintainer.js';

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
        TypeOrmModule.forRootAsync({
          inject: [DatabaseConfig],
          useFactory: (config: DatabaseConfig) => ({
            ...dataSourceOptions(config, schema),
            manualInitialization: true,
          }),
        }),
      ],
      providers: [Database, PartitionMaintainer, readiness],
      exports: [Database, PartitionMaintainer, READINESS_CHECKS],
    };
  }
}
