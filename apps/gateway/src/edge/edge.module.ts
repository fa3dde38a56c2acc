import { Module } from '@nestjs/common';
import { Edge } from './edge.js';
import { SecurityTxtController } from './security-txt.controller.js';

@Module({ controllers: [SecurityTxtController], providers: [Edge] })
export class EdgeModule {}
