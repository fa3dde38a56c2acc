import { bootstrap } from '@trailmark/platform';
import { AppModule } from './app.module.js';
import { PerformanceConfig } from './config.js';

bootstrap({ name: 'performance', module: AppModule, config: PerformanceConfig, rpc: true });
