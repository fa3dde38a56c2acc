import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@trailmark/auth';
import {
  RecordUsageDto,
  TrendView,
  UsageQueryDto,
  UsageResult,
  UsageTrendQueryDto,
  UsageView,
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
import { UsageService } from './usage.service.js';

@ApiTags('usage')
@Controller('analytics/usage')
@AnsweredAs(enveloped)
@ApiErrors('VALIDATION_ERROR', 'UNAUTHORIZED', 'FORBIDDEN', 'UNAVAILABLE')
export class UsageController {
  constructor(private readonly usage: UsageService) {}

  @Post()
  @Records(RecordUsageDto, UsageResult)
  @ApiOperation({ summary: "Submit one user's day; the latest submission for a day counts" })
  async record(
    @Body() body: unknown,
    @Recording() options: RecordOptions,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UsageResult> {
    const result = await this.usage.record(body, options);
    void reply.status(statusOf([result]));
    return result;
  }

  @Get(':user_id')
  @Allow('read')
  @ApiOperation({ summary: 'One row a day, newest first: submitted, or derived from the events' })
  @ApiEnvelope(UsageView, { list: true })
  find(
    @Param('user_id') userId: string,
    @Query() query: UsageQueryDto,
  ): Promise<Listing<UsageView>> {
    return this.usage.find(userId, query);
  }

  @Get(':user_id/trends')
  @Allow('read')
  @ApiOperation({ summary: 'How one metric went, against as many days before' })
  @ApiEnvelope(TrendView)
  trends(@Param('user_id') userId: string, @Query() query: UsageTrendQueryDto): Promise<TrendView> {
    return this.usage.trend(userId, query);
  }
}
