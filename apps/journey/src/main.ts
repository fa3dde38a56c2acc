import { bootstrap } from '@trailmark/platform';
import { AppModule } from './app.module.js';
import { JourneyConfig } from './config.js';

bootstrap({ name: 'journey', module: AppModule, config: JourneyConfig, rpc: true });
