import { Module } from '@nestjs/common';
import { AnalyticsConfigController } from './analytics-config.controller.js';
import { AnalyticsConfigService } from './analytics-config.service.js';

@Module({ controllers: [AnalyticsConfigController], providers: [AnalyticsConfigService] })
export class AnalyticsConfigModule {}
