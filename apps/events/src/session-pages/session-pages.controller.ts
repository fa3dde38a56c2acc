import { Controller } from '@nestjs/common';
import { SessionPages, SessionPagesDto } from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { SessionPagesService } from './session-pages.service.js';

@Controller()
export class SessionPagesController {
  constructor(private readonly sessionPages: SessionPagesService) {}

  @RpcHandler('events.session.pages')
  find(@Payload() query: SessionPagesDto): Promise<SessionPages> {
    return this.sessionPages.find(query);
  }
}
