import { Controller } from '@nestjs/common';
import { OpenSessionDto, RefreshTokenDto, SessionClosed, SessionView } from '@trailmark/contracts';
import { Payload, Public, RpcHandler } from '@trailmark/platform';
import { SessionsService } from './sessions.service.js';

/** Asked by who is nobody yet. */
@Controller()
@Public()
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @RpcHandler('identity.session.open')
  open(@Payload() request: OpenSessionDto): Promise<SessionView> {
    return this.sessions.open(request);
  }

  @RpcHandler('identity.session.refresh')
  refresh(@Payload() request: RefreshTokenDto): Promise<SessionView> {
    return this.sessions.refresh(request);
  }

  @RpcHandler('identity.session.close')
  close(@Payload() request: RefreshTokenDto): Promise<SessionClosed> {
    return this.sessions.close(request);
  }
}
