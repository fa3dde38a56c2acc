import { bootstrap } from '@trailmark/platform';
import { AppModule } from './app.module.js';
import { UsageConfig } from './config.js';

bootstrap({ name: 'usage', module: AppModule, config: UsageConfig, rpc: true });
