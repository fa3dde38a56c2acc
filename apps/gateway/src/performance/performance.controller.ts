import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@trailmark/auth';
import {
  PerformanceOverview,
  PerformanceOverviewQueryDto,
  PerformanceQueryDto,
  PerformanceResult,
  PerformanceView,
  RecordPerformanceDto,
} from '@trailmark/contracts';
import type { FastifyReply } from 'fastify';
import { ApiEnvelope, ApiErrors } from '../envelope/api-envelope.js';
import { AnsweredAs } from '../envelope/answered-as.decorator.js';
import { enveloped } from '../envelope/envelope.js';
import { Listing } from '../envelope/listing.js';
import { Records } from '../ingest/api-recording.js';
import { type RecordOptions } from '../ingest/recorder.js';
import { Recording } from '../ingest/recording.decorator.js';
import { statusOf } from '../ingest/response-status.js';
import { PerformanceService } from './performance.service.js';

@ApiTags('performance')
@Controller('analytics/performance')
@AnsweredAs(enveloped)
@ApiErrors('VALIDATION_ERROR', 'UNAUTHORIZED', 'FORBIDDEN', 'UNAVAILABLE')
export class PerformanceController {
  constructor(private readonly performance: PerformanceService) {}

  @Post()
  @Records(RecordPerformanceDto, PerformanceResult)
  @ApiOperation({ summary: 'Submit the measurements of one page load' })
  async record(
    @Body() body: unknown,
    @Recording() options: RecordOptions,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PerformanceResult> {
    const result = await this.performance.record(body, options);
    void reply.status(statusOf([result]));
    return result;
  }

  @Get(':user_id')
  @Allow('read')
  @ApiOperation({ summary: 'List a user’s measurements, newest first' })
  @ApiEnvelope(PerformanceView, { list: true })
  find(
    @Param('user_id') userId: string,
    @Query() query: PerformanceQueryDto,
  ): Promise<Listing<PerformanceView>> {
    return this.performance.find(userId, query);
  }

  @Get(':user_id/overview')
  @Allow('read')
  @ApiOperation({
    summary: 'Averages, p75 vitals, slowest pages, daily trend and issues of a user',
  })
  @ApiEnvelope(PerformanceOverview)
  overview(
    @Param('user_id') userId: string,
    @Query() query: PerformanceOverviewQueryDto,
  ): Promise<PerformanceOverview> {
    return this.performance.overview(userId, query);
  }
}
