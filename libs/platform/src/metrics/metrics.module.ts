import { Module } from '@nestjs/common';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';

/** `GET /metrics` in Prometheus text format, with Node's process metrics. */
@Module({ imports: [PrometheusModule.register({ path: '/metrics' })] })
export class MetricsModule {}
