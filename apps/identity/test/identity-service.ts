import { randomUUID } from 'node:crypto';
import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Principal, RpcRequest, RpcResponse, RpcSubject } from '@trailmark/contracts';
import { Database, RpcClient, runInContext } from '@trailmark/platform';
import { startTestApp, startTestService, testEnv, TestService } from '@trailmark/testing';
import { AppModule } from '../src/app.module.js';
import { IdentityConfig } from '../src/config.js';

const IDENTITY = { module: AppModule, config: IdentityConfig, queue: 'identity' };

export const ROOT: Principal = { sub: 'root', email: null, roles: ['admin'] };

/** The identity service in this process, on an empty schema. */
export const startIdentity = async (env: Record<string, string> = {}): Promise<TestService> => {
  const service = await startTestService({ ...IDENTITY, env });
  await service.app.get(Database).ready();
  return service;
};

/** One more process of it, as it were: they share the requests. */
export const startReplica = async (
  databaseUrl: string,
  env: Record<string, string> = {},
): Promise<NestFastifyApplication> => {
  const app = await startTestApp({
    ...IDENTITY,
    env: testEnv({ DATABASE_URL: databaseUrl, ...env }),
  });
  await app.get(Database).ready();
  return app;
};

/** Asks over NATS, as the gateway does. */
export const askingOf =
  (app: NestFastifyApplication, principal: Principal | null = ROOT) =>
  <S extends RpcSubject>(subject: S, request: RpcRequest<S>): Promise<RpcResponse<S>> =>
    runInContext({ requestId: randomUUID(), principal }, () =>
      app.get(RpcClient).call(subject, request),
    );
