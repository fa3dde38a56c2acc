import { RpcRequest, RpcResponse, RpcSubject, UserPeriodDto } from '@trailmark/contracts';
import { RpcClient, runInContext } from '@trailmark/platform';
import { startTestService, TestService, waitFor } from '@trailmark/testing';
import { AppModule } from '../src/app.module.js';
import { FactFeed } from '../src/cache/fact-feed.js';
import { DashboardConfig } from '../src/config.js';

const DEADLINE_MS = 30_000;
const PRINCIPAL = { sub: 'test', email: null, roles: ['service' as const] };

/** The dashboard service in this process, once it hears of committed facts. */
export const startDashboard = async (env: Record<string, string> = {}): Promise<TestService> => {
  const service = await startTestService({
    module: AppModule,
    config: DashboardConfig,
    queue: 'dashboard',
    env,
  });
  await waitFor(() => service.app.get(FactFeed).isComplete);
  return service;
};

/** Asks over NATS, as the gateway does, and waits longer than the service for others. */
export const ask = <S extends RpcSubject>(
  { app }: Pick<TestService, 'app'>,
  subject: S,
  request: RpcRequest<S>,
): Promise<RpcResponse<S>> =>
  runInContext({ requestId: 'test', principal: PRINCIPAL }, () =>
    app.get(RpcClient).call(subject, request, DEADLINE_MS),
  );

let users = 0;

/** A question about a user nobody asked about before, so that nothing is kept. */
export const someone = (query: Partial<UserPeriodDto> = {}): UserPeriodDto =>
  Object.assign(new UserPeriodDto(), { user_id: `user ${(users += 1)}`, ...query });
