import { Injectable } from '@nestjs/common';
import { ErrorCode } from '@trailmark/contracts';
import { InjectMetric, makeHistogramProvider } from '@willsoto/nestjs-prometheus';
import { Histogram } from 'prom-client';

const CLIENT = 'rpc_client_call_duration_seconds';
const SERVER = 'rpc_server_call_duration_seconds';

/** How a request over NATS came out. */
export type RpcResult = 'OK' | ErrorCode;

/** What an operator watches of requests between services. */
@Injectable()
export class RpcMetrics {
  constructor(
    @InjectMetric(CLIENT) private readonly asked: Histogram,
    @InjectMetric(SERVER) private readonly answered: Histogram,
  ) {}

  /** Call the result when the answer, or what went wrong, is there. */
  asking(subject: string): (result: RpcResult) => void {
    const finished = this.asked.startTimer({ subject });
    return (result) => void finished({ result });
  }

  /** The same on the answering side. */
  answering(subject: string): (result: RpcResult) => void {
    const finished = this.answered.startTimer({ subject });
    return (result) => void finished({ result });
  }
}

const BUCKETS_S = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5];

export const rpcMetrics = [
  makeHistogramProvider({
    name: CLIENT,
    help: 'Duration of requests to other services, by subject and result (OK or an error code).',
    labelNames: ['subject', 'result'],
    buckets: BUCKETS_S,
  }),
  makeHistogramProvider({
    name: SERVER,
    help: 'Duration of requests answered here, by subject and result (OK or an error code).',
    labelNames: ['subject', 'result'],
    buckets: BUCKETS_S,
  }),
  RpcMetrics,
];
