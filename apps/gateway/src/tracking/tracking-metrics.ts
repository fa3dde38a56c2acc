import { Injectable } from '@nestjs/common';
import { InjectMetric, makeCounterProvider } from '@willsoto/nestjs-prometheus';
import { DropReason } from '@trailmark/contracts';
import { Counter } from 'prom-client';

const DROPPED = 'trailmark_tracking_dropped_total';

/** What users' configuration kept out. */
@Injectable()
export class TrackingMetrics {
  constructor(@InjectMetric(DROPPED) private readonly dropped: Counter) {}

  count(stream: string, reason: DropReason): void {
    this.dropped.inc({ stream, reason });
  }
}

export const trackingMetrics = [
  makeCounterProvider({
    name: DROPPED,
    help: "Facts that their users' configuration kept out, by the stream they would have gone to.",
    labelNames: ['stream', 'reason'],
  }),
  TrackingMetrics,
];
