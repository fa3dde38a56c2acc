import { Module } from '@nestjs/common';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { MetricsController } from './metrics.controller.js';

/** `GET /metrics` in Prometheus text format, with Node's process metrics. */
@Module({
  imports: [PrometheusModule.register({ path: '/metrics', controller: MetricsController })],
})
export class MetricsModule {}
