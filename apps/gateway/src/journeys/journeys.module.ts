import { Module } from '@nestjs/common';
import { JourneysController } from './journeys.controller.js';
import { JourneysService } from './journeys.service.js';

@Module({ controllers: [JourneysController], providers: [JourneysService] })
export class JourneysModule {}
