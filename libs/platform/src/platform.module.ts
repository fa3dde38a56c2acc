import { DynamicModule, Module, Type } from '@nestjs/common';
import { ConfigModule } from './config/config.module.js';
import { HealthModule } from './health/health.module.js';
import { LoggingModule } from './logging/logging.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { NatsModule } from './nats/nats.module.js';
import { TracingModule } from './tracing/tracing.module.js';

/** What every app stands on: config, logs, NATS, health and metrics. */
@Module({})
export class PlatformModule {
  static for(config: Type<object>): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        ConfigModule.for(config),
        LoggingModule,
        TracingModule,
        NatsModule,
        HealthModule,
        MetricsModule,
      ],
    };
  }
}
