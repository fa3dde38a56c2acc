import { Controller, Get, Inject, Optional, ServiceUnavailableException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import {
  HealthCheck,
  HealthCheckResult,
  HealthCheckService,
  HealthIndicatorResult,
  HealthIndicatorService,
} from '@nestjs/terminus';
import { UnavailableError } from '../errors/domain-errors.js';
import { Public } from '../http/public.decorator.js';
import { NatsConnector } from '../nats/nats-connector.js';
import { Draining } from './draining.js';
import { READINESS_CHECKS, ReadinessCheck } from './readiness.js';

@Public()
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly nats: NatsConnector,
    private readonly draining: Draining,
    @Optional() @Inject(READINESS_CHECKS) private readonly checks: ReadinessCheck[] | null,
  ) {}

  /** The process runs; says nothing of what it depends on. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @HealthCheck()
  async ready(): Promise<HealthCheckResult> {
    if (this.draining.hasBegun) throw new UnavailableError('Not ready: stopping.');
    const checks = [this.natsCheck(), ...(this.checks ?? [])];
    try {
      return await this.health.check(checks.map((check) => () => this.indicate(check)));
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      const { error: down } = error.getResponse() as HealthCheckResult;
      throw new UnavailableError(`Not ready: ${Object.keys(down ?? {}).join(', ')}.`);
    }
  }

  private natsCheck(): ReadinessCheck {
    return {
      name: 'nats',
      check: async () => {
        await this.nats.get().flush();
      },
    };
  }

  private async indicate({ name, check }: ReadinessCheck): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check(name);
    try {
      await check();
      return indicator.up();
    } catch (error) {
      return indicator.down((error as Error).message);
    }
  }
}
