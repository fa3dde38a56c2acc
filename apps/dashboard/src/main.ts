import { bootstrap } from '@trailmark/platform';
import { AppModule } from './app.module.js';
import { DashboardConfig } from './config.js';

bootstrap({ name: 'dashboard', module: AppModule, config: DashboardConfig, rpc: true });
