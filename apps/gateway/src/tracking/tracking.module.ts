import { Global, Module } from '@nestjs/common';
import { READINESS_CHECKS, type ReadinessCheck } from '@trailmark/platform';
import { RulesMirror } from './rules-mirror.js';
import { TrackingGate } from './tracking-gate.js';
import { trackingMetrics } from './tracking-metrics.js';

const readiness = {
  provide: READINESS_CHECKS,
  inject: [RulesMirror],
  useFactory: (mirror: RulesMirror): ReadinessCheck[] => [
    { name: 'rules', check: () => mirror.check() },
  ],
};

/** Users' configuration, obeyed. Global for its readiness check alone. */
@Global()
@Module({
  providers: [RulesMirror, TrackingGate, ...trackingMetrics, readiness],
  exports: [TrackingGate, READINESS_CHECKS],
})
export class TrackingModule {}
