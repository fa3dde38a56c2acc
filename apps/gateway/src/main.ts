import { bootstrap } from '@trailmark/platform';
import { AppModule } from './app.module.js';
import { GatewayConfig } from './config.js';
import { httpOptions } from './edge/http-options.js';
import { serveOpenApi } from './openapi/openapi.js';

bootstrap({
  name: 'gateway',
  module: AppModule,
  config: GatewayConfig,
  http: httpOptions,
  configure: serveOpenApi,
});
