import { Module } from '@nestjs/common';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { httpMetrics } from './http-metrics.js';
import { MetricsController } from './metrics.controller.js';

/** How often the lag of the event loop is looked at: at prom-client's 10 ms an idle process takes 1 % of a core for it. */
const LAG_EVERY_MS = 100;

/** `GET /metrics` in Prometheus text format: Node's process, HTTP, and whatever other modules count. */
@Module({
  imports: [
    PrometheusModule.register({
      path: '/metrics',
      controller: MetricsController,
      defaultMetrics: { enabled: true, config: { eventLoopMonitoringPrecision: LAG_EVERY_MS } },
    }),
  ],
  providers: httpMetrics,
})
export class MetricsModule {}
