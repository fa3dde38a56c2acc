import { Module } from '@nestjs/common';
import { CountsRepository } from './counts.repository.js';
import { MaterialReader } from './material-reader.js';

@Module({ providers: [CountsRepository, MaterialReader], exports: [MaterialReader] })
export class CountsModule {}
