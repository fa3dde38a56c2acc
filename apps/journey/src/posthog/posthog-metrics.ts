import { Injectable, OnModuleInit } from '@nestjs/common';
import { InjectMetric, makeCounterProvider, makeGaugeProvider } from '@willsoto/nestjs-prometheus';
import { Counter, Gauge } from 'prom-client';
import { PostHogTrouble } from './posthog-error.js';
import { PostHogWatch } from './posthog-watch.js';

const REQUESTS = 'trailmark_posthog_requests_total';
const BUDGET = 'trailmark_posthog_budget_remaining_bytes';
const BREAKER = 'trailmark_posthog_breaker_open';

/** What an operator watches of PostHog. */
@Injectable()
export class PostHogMetrics implements PostHogWatch, OnModuleInit {
  constructor(
    @InjectMetric(REQUESTS) private readonly requests: Counter,
    @InjectMetric(BUDGET) private readonly budget: Gauge,
    @InjectMetric(BREAKER) private readonly breaker: Gauge,
  ) {}

  /** Not told yet is not nothing left. */
  onModuleInit(): void {
    this.budget.remove();
  }

  tried(outcome: 'ok' | PostHogTrouble): void {
    this.requests.inc({ outcome });
  }

  remaining(bytes: number): void {
    this.budget.set(bytes);
  }

  leftAlone(is: boolean): void {
    this.breaker.set(Number(is));
  }
}

export const postHogMetrics = [
  makeCounterProvider({
    name: REQUESTS,
    help: 'Tries to ask PostHog, by outcome: ok, down, refused, throttled, query or too_large.',
    labelNames: ['outcome'],
  }),
  makeGaugeProvider({
    name: BUDGET,
    help: 'Bytes that PostHog last said may still be read in this hour; absent until it says so.',
  }),
  makeGaugeProvider({
    name: BREAKER,
    help: '1 while PostHog is left alone since it seems to be down.',
  }),
  PostHogMetrics,
];
