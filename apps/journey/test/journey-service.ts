import { JourneyAddressDto, RpcRequest, RpcResponse, RpcSubject } from '@trailmark/contracts';
import { RpcClient, runInContext } from '@trailmark/platform';
import { startTestService, TestService } from '@trailmark/testing';
import { AppModule } from '../src/app.module.js';
import { JourneyConfig } from '../src/config.js';

/** The journey service in this process, on an empty schema, with capture alone. */
export const startJourney = (env: Record<string, string> = {}): Promise<TestService> =>
  startTestService({ module: AppModule, config: JourneyConfig, queue: 'journey', env });

/** Asks over NATS, as the gateway does. */
export const asking =
  (service: () => TestService) =>
  <S extends RpcSubject>(subject: S, question: RpcRequest<S>): Promise<RpcResponse<S>> => {
    const principal = { sub: 'support_1', email: null, roles: ['support' as const] };
    return runInContext({ requestId: 'test', principal }, () =>
      service().app.get(RpcClient).call(subject, question),
    );
  };

export const byId = (user_id: string): JourneyAddressDto => ({ user_id, email: null, own: false });

export const byEmail = (email: string): JourneyAddressDto => ({
  user_id: null,
  email,
  own: false,
});
