import { Module } from '@nestjs/common';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { httpMetrics } from './http-metrics.js';
import { MetricsController } from './metrics.controller.js';

/** `GET /metrics` in Prometheus text format: Node's process, HTTP, and whatever other modules count. */
@Module({
  imports: [PrometheusModule.register({ path: '/metrics', controller: MetricsController })],
  providers: httpMetrics,
})
export class MetricsModule {}
