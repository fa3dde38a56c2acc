import { Body, Controller, Get, Headers, Param, Put } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from '@trailmark/auth';
import { AnalyticsConfigDto, AnalyticsConfigView, UserPathDto } from '@trailmark/contracts';
import { ApiEnvelope, ApiErrors } from '../envelope/api-envelope.js';
import { AnsweredAs } from '../envelope/answered-as.decorator.js';
import { enveloped } from '../envelope/envelope.js';
import { Versioned } from '../envelope/versioned.js';
import { AnalyticsConfigService } from './analytics-config.service.js';

@ApiTags('configuration')
@Controller('analytics/config')
@AnsweredAs(enveloped)
@ApiErrors('VALIDATION_ERROR', 'UNAUTHORIZED', 'FORBIDDEN', 'UNAVAILABLE')
export class AnalyticsConfigController {
  constructor(private readonly config: AnalyticsConfigService) {}

  @Get(':user_id')
  @Allow('read')
  @ApiOperation({ summary: 'What may be recorded of a user' })
  @ApiHeader({ name: 'If-None-Match', required: false, description: 'Versions known already.' })
  @ApiEnvelope(AnalyticsConfigView, { versioned: true })
  @ApiResponse({ status: 304, description: 'It is a version that If-None-Match names.' })
  find(@Param() { user_id }: UserPathDto): Promise<Versioned<AnalyticsConfigView>> {
    return this.config.find(user_id);
  }

  @Put(':user_id')
  @Allow('configure')
  @ApiOperation({
    summary: 'Change what may be recorded of a user; obeyed within 5 seconds',
    description:
      'What is named is replaced, what is absent stays, and null goes back to the default.',
  })
  @ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'The version to change, as `ETag` told it. Absent or `*`: whichever it is.',
  })
  @ApiEnvelope(AnalyticsConfigView, { versioned: true })
  @ApiErrors('CONFLICT', 'PRECONDITION_FAILED', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE')
  change(
    @Param() { user_id }: UserPathDto,
    @Body() changes: AnalyticsConfigDto,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<Versioned<AnalyticsConfigView>> {
    return this.config.change(user_id, changes, ifMatch);
  }
}
