import { Module } from '@nestjs/common';
import { OverviewModule } from '../overview/overview.module.js';
import { SectionController } from './section.controller.js';
import { SectionService } from './section.service.js';

@Module({
  imports: [OverviewModule],
  controllers: [SectionController],
  providers: [SectionService],
})
export class SectionModule {}
