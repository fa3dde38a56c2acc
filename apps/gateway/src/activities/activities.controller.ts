import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@trailmark/auth';
import {
  ActivitiesQueryDto,
  ActivityBatchResult,
  ActivityResult,
  ActivitySummary,
  ActivitySummaryQueryDto,
  ActivityView,
  ChainReport,
  RecordActivityBatchDto,
  RecordActivityDto,
  UserPathDto,
  VerificationQueryDto,
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
import { ActivitiesService } from './activities.service.js';

@ApiTags('activities')
@Controller('analytics/activities')
@AnsweredAs(enveloped)
@ApiErrors('VALIDATION_ERROR', 'UNAUTHORIZED', 'FORBIDDEN', 'UNAVAILABLE')
export class ActivitiesController {
  constructor(private readonly activities: ActivitiesService) {}

  @Post()
  @Records(RecordActivityDto, ActivityResult)
  @ApiOperation({ summary: 'Log one activity' })
  async record(
    @Body() body: unknown,
    @Recording() options: RecordOptions,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActivityResult> {
    const result = await this.activities.record(body, options);
    void reply.status(statusOf([result]));
    return result;
  }

  @Post('batch')
  @Records(RecordActivityBatchDto, ActivityBatchResult)
  @ApiOperation({ summary: 'Log up to 1000 activities, each with an outcome of its own' })
  async recordBatch(
    @Body() body: unknown,
    @Recording() options: RecordOptions,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActivityBatchResult> {
    const batch = await this.activities.recordBatch(body, options);
    void reply.status(statusOf(batch.results));
    return batch;
  }

  @Get(':user_id')
  @Allow('read')
  @ApiOperation({ summary: "List a user's activities, newest first" })
  @ApiEnvelope(ActivityView, { list: true })
  find(
    @Param() { user_id }: UserPathDto,
    @Query() query: ActivitiesQueryDto,
  ): Promise<Listing<ActivityView>> {
    return this.activities.find(user_id, query);
  }

  @Get(':user_id/summary')
  @Allow('read')
  @ApiOperation({ summary: "Sum up a user's activities of a period" })
  @ApiEnvelope(ActivitySummary)
  summarise(
    @Param() { user_id }: UserPathDto,
    @Query() query: ActivitySummaryQueryDto,
  ): Promise<ActivitySummary> {
    return this.activities.summarise(user_id, query);
  }

  @Get(':user_id/verify')
  @Allow('read')
  @ApiOperation({ summary: "Are a user's activities as they were recorded?" })
  @ApiEnvelope(ChainReport)
  verify(
    @Param() { user_id }: UserPathDto,
    @Query() query: VerificationQueryDto,
  ): Promise<ChainReport> {
    return this.activities.verify(user_id, query);
  }
}
