import { Body, Controller, Header, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CredentialsDto, RefreshTokenDto, SessionView } from '@trailmark/contracts';
import { Public } from '@trailmark/platform';
import { ApiErrors } from '../envelope/api-envelope.js';
import { Budget } from '../rate-limits/budget.decorator.js';
import { SessionsService } from './sessions.service.js';

/** Answers hold tokens: nobody on the way may keep them. */
const NoStore = () => Header('Cache-Control', 'no-store');

@ApiTags('sessions')
@Public()
@Budget('login')
@Controller('api/auth')
@ApiErrors(
  'VALIDATION_ERROR',
  'UNAUTHORIZED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'RATE_LIMITED',
  'UNAVAILABLE',
)
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Post('new_auth_route')
  @HttpCode(200)
  @NoStore()
  @ApiOperation({ summary: 'Log in with an e-mail address and a password' })
  @ApiOkResponse({ type: SessionView })
  open(@Body() credentials: CredentialsDto, @Ip() address: string): Promise<SessionView> {
    return this.sessions.open(credentials, address);
  }

  @Post('refresh')
  @HttpCode(200)
  @NoStore()
  @ApiOperation({
    summary: 'Exchange a refresh token for new tokens',
    description: 'A token that was exchanged before ends the session.',
  })
  @ApiOkResponse({ type: SessionView })
  refresh(@Body() token: RefreshTokenDto): Promise<SessionView> {
    return this.sessions.refresh(token);
  }

  @Post('logout')
  @HttpCode(204)
  @ApiOperation({ summary: 'End the session of a refresh token' })
  @ApiNoContentResponse()
  close(@Body() token: RefreshTokenDto): Promise<void> {
    return this.sessions.close(token);
  }
}
