import { Module } from '@nestjs/common';
import { FiguresService } from './figures.service.js';
import { Peers } from './peers.js';

@Module({ providers: [Peers, FiguresService], exports: [Peers, FiguresService] })
export class PeersModule {}
