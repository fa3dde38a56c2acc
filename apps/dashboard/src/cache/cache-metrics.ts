import { Injectable } from '@nestjs/common';
import { InjectMetric, makeCounterProvider } from '@willsoto/nestjs-prometheus';
import { Counter } from 'prom-client';

const REQUESTS = 'trailmark_dashboard_cache_requests_total';

/** hit: not computed for this request. bypass: computed, since the cache was away or could not be trusted. */
export type CacheResult = 'hit' | 'miss' | 'bypass';

/** What an operator watches of the cache. */
@Injectable()
export class CacheMetrics {
  constructor(@InjectMetric(REQUESTS) private readonly requests: Counter) {}

  asked(result: CacheResult): void {
    this.requests.inc({ result });
  }
}

export const cacheMetrics = [
  makeCounterProvider({
    name: REQUESTS,
    help: 'Questions to the dashboard cache, by result.',
    labelNames: ['result'],
  }),
  CacheMetrics,
];
