import { Module } from '@nestjs/common';
import { CountsModule } from '../counts/counts.module.js';
import { OverviewModule } from '../overview/overview.module.js';
import { SectionController } from './section.controller.js';
import { SectionService } from './section.service.js';

@Module({
  imports: [CountsModule, OverviewModule],
  controllers: [SectionController],
  providers: [SectionService],
})
export class SectionModule {}
