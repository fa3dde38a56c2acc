import { Type } from '@nestjs/common';
import { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiAnswer, ApiClient, startTestApp, testEnv } from '@trailmark/testing';
import { AppModule } from '../../src/app.module.js';
import { GatewayConfig } from '../../src/config.js';
import { httpOptions } from '../../src/edge/http-options.js';
import { serveOpenApi } from '../../src/openapi/openapi.js';

export const WRITE_KEY = 'tm_a_key_of_the_edge_tests_';
export const OTHER_KEY = 'tm_another_key_of_the_edge_';

/** Services are away in these tests: what is let through is answered 503. */
export const READ = '/analytics/dashboard/ann';

/** A gateway in this process, reached as its environment says. */
export class EdgeGateway {
  private constructor(
    private readonly app: NestFastifyApplication,
    readonly url: string,
  ) {}

  /** @param module the gateway's, or one with routes of the test's own beside. */
  static async start(
    env: Record<string, string> = {},
    module: Type<object> = AppModule,
  ): Promise<EdgeGateway> {
    const app = await startTestApp({
      module,
      config: GatewayConfig,
      http: httpOptions,
      configure: serveOpenApi,
      env: testEnv({ WRITE_KEYS: `${WRITE_KEY},${OTHER_KEY}`, RPC_TIMEOUT_MS: '100', ...env }),
    });
    const scheme = env.TLS_CERT_FILE ? 'https:' : 'http:';
    return new EdgeGateway(app, (await app.getUrl()).replace(/^http:/, scheme));
  }

  stop(): Promise<void> {
    return this.app.close();
  }

  as(sub: string): ApiClient {
    return ApiClient.as(this.url, sub, 'admin');
  }

  get anonymous(): ApiClient {
    return new ApiClient(this.url, null);
  }

  capture(key: string, headers: Record<string, string> = {}): Promise<ApiAnswer<unknown>> {
    const batch = [{ event: 'seen', distinct_id: 'ann' }];
    return this.anonymous.post('/batch', { api_key: key, batch }, headers);
  }
}
