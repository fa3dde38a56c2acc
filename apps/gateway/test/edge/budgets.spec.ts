import { Controller, Module, Post } from '@nestjs/common';
import { EventResult } from '@trailmark/contracts';
import { Public } from '@trailmark/platform';
import { anEvent, waitFor } from '@trailmark/testing';
import { AppModule } from '../../src/app.module.js';
import { Budget } from '../../src/rate-limits/budget.decorator.js';
import { EdgeGateway, READ, WRITE_KEY } from './edge-gateway.js';

@Controller('test')
class OwnRoutes {
  @Post('login')
  @Public()
  @Budget('login')
  login(): object {
    return {};
  }
}

@Module({ imports: [AppModule], controllers: [OwnRoutes] })
class WithOwnRoutes {}

describe('a route with a budget of its own', () => {
  let gateway: EdgeGateway;
  beforeAll(async () => {
    const limits = { RATE_LIMIT_LOGIN: '2/60', RATE_LIMIT_READ: '0', TRUSTED_PROXIES: '127.0.0.1' };
    gateway = await EdgeGateway.start(limits, WithOwnRoutes);
  });
  afterAll(() => gateway.stop());

  const login = (ip: string) =>
    gateway.anonymous.post('/test/login', {}, { 'x-forwarded-for': ip });

  it('spends that of the address when nobody is known', async () => {
    const statuses = [];
    for (const ip of ['203.0.113.1', '203.0.113.1', '203.0.113.1', '203.0.113.2']) {
      statuses.push((await login(ip)).status);
    }
    expect(statuses).toEqual([201, 201, 429, 201]);
  });

  it('takes neighbours on one IPv6 line for one', async () => {
    for (const ip of ['2001:db8:1:2::1', '2001:db8:1:2::2']) await login(ip);
    expect((await login('2001:db8:1:2:3::3')).status).toBe(429);
    expect((await login('2001:db8:1:3::1')).status).toBe(201);
  });

  it('leaves others alone', async () => {
    expect((await gateway.as('ann').get(READ)).status).toBe(503);
  });
});

describe('a request that asks not to be tracked', () => {
  const recordWith = async (env: Record<string, string>, headers: Record<string, string>) => {
    const gateway = await EdgeGateway.start(env);
    try {
      await waitFor(async () => (await fetch(`${gateway.url}/health/ready`)).ok);
      const event = anEvent({ user_id: 'ann' });
      const { status, body } = await gateway
        .as('ann')
        .post<EventResult>('/analytics/events', event, headers);
      const captured = await gateway.capture(WRITE_KEY, headers);
      return { status, data: body.data, captured: captured.status };
    } finally {
      await gateway.stop();
    }
  };

  it('has everything dropped where that is honoured', async () => {
    const answer = await recordWith({ HONOUR_DO_NOT_TRACK: 'true' }, { 'sec-gpc': '1' });
    expect(answer).toMatchObject({
      status: 201,
      data: { status: 'dropped', reason: 'do_not_track' },
      captured: 200,
    });
  });
});
