import { bootstrap } from '@trailmark/platform';
import { AppModule } from './app.module.js';
import { IdentityConfig } from './config.js';

bootstrap({ name: 'identity', module: AppModule, config: IdentityConfig, rpc: true });
