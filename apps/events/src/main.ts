import { bootstrap } from '@trailmark/platform';
import { AppModule } from './app.module.js';
import { EventsConfig } from './config.js';

bootstrap({ name: 'events', module: AppModule, config: EventsConfig, rpc: true });
