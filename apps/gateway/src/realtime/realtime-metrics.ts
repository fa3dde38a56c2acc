import { Injectable } from '@nestjs/common';
import { RealtimeMessage } from '@trailmark/contracts';
import { InjectMetric, makeCounterProvider, makeGaugeProvider } from '@willsoto/nestjs-prometheus';
import { Counter, Gauge } from 'prom-client';
import { Ending } from './closing.js';

const SOCKETS = 'trailmark_realtime_sockets';
const MESSAGES = 'trailmark_realtime_messages_total';
const CLOSED = 'trailmark_realtime_closed_total';

/** What an operator watches of real time. */
@Injectable()
export class RealtimeMetrics {
  constructor(
    @InjectMetric(SOCKETS) private readonly sockets: Gauge,
    @InjectMetric(MESSAGES) private readonly messages: Counter,
    @InjectMetric(CLOSED) private readonly closings: Counter,
  ) {}

  opened(): void {
    this.sockets.inc();
  }

  sent(type: RealtimeMessage['type']): void {
    this.messages.inc({ type });
  }

  closed(reason: Ending): void {
    this.sockets.dec();
    this.closings.inc({ reason });
  }
}

export const realtimeMetrics = [
  makeGaugeProvider({ name: SOCKETS, help: 'WebSockets that are open.' }),
  makeCounterProvider({
    name: MESSAGES,
    help: 'Messages sent to WebSockets, by type.',
    labelNames: ['type'],
  }),
  makeCounterProvider({
    name: CLOSED,
    help: 'WebSockets that ended, by reason.',
    labelNames: ['reason'],
  }),
  RealtimeMetrics,
];
