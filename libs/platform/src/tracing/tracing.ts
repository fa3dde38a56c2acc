import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { PlatformConfig } from '../config/platform.config.js';
import { traceRequests } from './http-spans.js';
import type { Sdk } from './sdk.js';

/** A collector that is away must not hold up the end of a process. */
const FLUSH_MS = 3000;

/** Sends spans to a collector, when one is configured; without one the SDK is not even loaded. */
@Injectable()
export class Tracing implements OnApplicationShutdown {
  private readonly logger = new Logger(Tracing.name);
  private sdk: Sdk | null = null;

  constructor(
    private readonly config: PlatformConfig,
    private readonly host: HttpAdapterHost,
  ) {}

  /** Comes before the app listens. @param service the app's name. */
  async start(service: string): Promise<void> {
    const { otlpEndpoint: endpoint, traceRatio: ratio } = this.config;
    if (endpoint === null) return;
    const { startSdk } = await import('./sdk.js');
    this.sdk = startSdk({ service, endpoint, ratio, warn: (text) => this.logger.warn(text) });
    traceRequests(this.host.httpAdapter.getInstance<FastifyInstance>());
  }

  /** After the last commit and the last answer: what they were part of is still sent. */
  async onApplicationShutdown(): Promise<void> {
    if (this.sdk) await Promise.race([this.sdk.stop(), sleep(FLUSH_MS, undefined, { ref: false })]);
  }
}
