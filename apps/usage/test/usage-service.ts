import { RpcRequest, RpcResponse, RpcSubject } from '@trailmark/contracts';
import { Database, RpcClient, runInContext } from '@trailmark/platform';
import { startTestService, TestService } from '@trailmark/testing';
import { AppModule } from '../src/app.module.js';
import { UsageConfig } from '../src/config.js';

/** The usage service in this process, on an empty schema that is ready for use. */
export const startUsage = async (): Promise<TestService> => {
  const service = await startTestService({
    module: AppModule,
    config: UsageConfig,
    queue: 'usage',
  });
  await service.app.get(Database).ready();
  return service;
};

/** Runs `work` as a service does that may ask others. */
export const inService = <T>(work: () => Promise<T>): Promise<T> => {
  const principal = { sub: 'test', email: null, roles: ['service' as const] };
  return runInContext({ requestId: 'test', principal }, work);
};

/** Asks it over NATS, as another service would. */
export const askUsage = <S extends RpcSubject>(
  { app }: TestService,
  subject: S,
  question: RpcRequest<S>,
): Promise<RpcResponse<S>> => inService(() => app.get(RpcClient).call(subject, question));
