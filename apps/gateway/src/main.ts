import { bootstrap } from '@trailmark/platform';
import { AppModule } from './app.module.js';
import { serveOpenApi } from './openapi/openapi.js';

bootstrap({ name: 'gateway', module: AppModule, configure: serveOpenApi });
