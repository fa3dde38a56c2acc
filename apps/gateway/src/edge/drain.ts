import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Draining } from '@trailmark/platform';
import type { FastifyInstance } from 'fastify';
import { EdgeConfig } from './edge-config.js';

/**
 * The first of the shutdown: the gateway is no longer ready, asks clients to leave their connections, and
 * serves on until whoever asks for its readiness has seen that. Everything else closes afterwards.
 */
@Injectable()
export class Drain implements OnModuleInit, OnModuleDestroy {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly draining: Draining,
    private readonly config: EdgeConfig,
  ) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('onSend', (_request, reply, _payload, done) => {
      if (this.draining.hasBegun) void reply.header('connection', 'close');
      done();
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.draining.begin();
    await sleep(this.config.drainMs);
  }
}
