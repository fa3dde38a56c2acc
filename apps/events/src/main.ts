import { bootstrap } from '@trailmark/platform';
import { AppModule } from './app.module.js';

bootstrap({ name: 'events', module: AppModule, rpc: true });
