import { Module } from '@nestjs/common';
import { CountsModule } from '../counts/counts.module.js';
import { FiguresController } from './figures.controller.js';
import { FiguresService } from './figures.service.js';

@Module({ imports: [CountsModule], controllers: [FiguresController], providers: [FiguresService] })
export class FiguresModule {}
