import { Module } from '@nestjs/common';
import { ProductFeaturesRepository } from './product-features.repository.js';
import { UsageDaysController } from './usage-days.controller.js';
import { UsageDaysRepository } from './usage-days.repository.js';
import { UsageDaysService } from './usage-days.service.js';

@Module({
  controllers: [UsageDaysController],
  providers: [UsageDaysService, UsageDaysRepository, ProductFeaturesRepository],
})
export class UsageDaysModule {}
