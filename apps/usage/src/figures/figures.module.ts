import { Module } from '@nestjs/common';
import { UsageModule } from '../usage/usage.module.js';
import { FiguresController } from './figures.controller.js';
import { FiguresService } from './figures.service.js';

@Module({
  imports: [UsageModule],
  controllers: [FiguresController],
  providers: [FiguresService],
})
export class FiguresModule {}
