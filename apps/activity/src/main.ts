import { bootstrap } from '@trailmark/platform';
import { AppModule } from './app.module.js';
import { ActivityConfig } from './config.js';

bootstrap({ name: 'activity', module: AppModule, config: ActivityConfig, rpc: true });
