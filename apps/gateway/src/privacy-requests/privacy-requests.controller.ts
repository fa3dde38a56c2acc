import { Controller, Delete, Get, HttpCode, HttpStatus, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Signed } from '@trailmark/auth';
import { PrivacyRequestPathDto, PrivacyRequestView, UserPathDto } from '@trailmark/contracts';
import { ApiEnvelope, ApiErrors } from '../envelope/api-envelope.js';
import { AnsweredAs } from '../envelope/answered-as.decorator.js';
import { enveloped } from '../envelope/envelope.js';
import { PrivacyRequestsService } from './privacy-requests.service.js';

@ApiTags('privacy')
@Controller('analytics/privacy')
@AnsweredAs(enveloped)
@Allow('privacy')
@ApiErrors('VALIDATION_ERROR', 'UNAUTHORIZED', 'FORBIDDEN', 'UNAVAILABLE')
export class PrivacyRequestsController {
  constructor(private readonly requests: PrivacyRequestsService) {}

  @Delete(':user_id')
  @Signed()
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({
    summary: 'Erase a user everywhere, for good',
    description:
      'Nothing is stored of the user any more; what comes late is dropped. While it goes on, asking again answers the same request.',
  })
  @ApiEnvelope(PrivacyRequestView, { status: 202, description: 'It goes on by itself.' })
  erase(@Param() path: UserPathDto): Promise<PrivacyRequestView> {
    return this.requests.erase(path);
  }

  @Get('requests/:id')
  @ApiOperation({
    summary: 'How far an erasure is, and what it has deleted',
    description: 'For who asked for it, whom it is about, and administrators.',
  })
  @ApiEnvelope(PrivacyRequestView)
  @ApiErrors('NOT_FOUND')
  find(@Param() path: PrivacyRequestPathDto): Promise<PrivacyRequestView> {
    return this.requests.find(path);
  }
}
