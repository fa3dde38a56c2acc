import { Module } from '@nestjs/common';
import { CountsRepository } from '../counts/counts.repository.js';
import { FiguresController } from './figures.controller.js';
import { FiguresService } from './figures.service.js';

@Module({
  controllers: [FiguresController],
  providers: [FiguresService, CountsRepository],
})
export class FiguresModule {}
