import { Module } from '@nestjs/common';
import { MetricsModule } from '../metrics/metrics.module.js';
import { Attributor } from './attributor.js';
import { SessionPagesClient } from './session-pages.client.js';

@Module({
  imports: [MetricsModule],
  providers: [Attributor, SessionPagesClient],
  exports: [Attributor],
})
export class AttributionModule {}
