import { Module } from '@nestjs/common';
import { Drain } from './drain.js';
import { Edge } from './edge.js';
import { SecurityTxtController } from './security-txt.controller.js';

@Module({ controllers: [SecurityTxtController], providers: [Drain, Edge] })
export class EdgeModule {}
