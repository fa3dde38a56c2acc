import { Module } from '@nestjs/common';
import { AuthModule } from '@trailmark/auth';
import { PlatformModule } from '@trailmark/platform';
import { GatewayConfig } from './config.js';
import { EventsModule } from './events/events.module.js';

@Module({ imports: [PlatformModule.for(GatewayConfig), AuthModule, EventsModule] })
export class AppModule {}
