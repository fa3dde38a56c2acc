import { Module } from '@nestjs/common';
import { SessionPagesController } from './session-pages.controller.js';
import { SessionPagesRepository } from './session-pages.repository.js';
import { SessionPagesService } from './session-pages.service.js';

@Module({
  controllers: [SessionPagesController],
  providers: [SessionPagesService, SessionPagesRepository],
})
export class SessionPagesModule {}
