import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, Allow, CurrentAccess } from '@trailmark/auth';
import {
  EventBatchResult,
  EventLocation,
  EventResult,
  EventView,
  FindEventsDto,
  RecordEventBatchDto,
  RecordEventDto,
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
import { EventsService } from './events.service.js';

@ApiTags('events')
@Controller('analytics/events')
@AnsweredAs(enveloped)
@ApiErrors('VALIDATION_ERROR', 'UNAUTHORIZED', 'FORBIDDEN', 'UNAVAILABLE')
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @Post()
  @Records(RecordEventDto, EventResult)
  @ApiOperation({ summary: 'Track one event' })
  async record(
    @Body() body: unknown,
    @Recording() options: RecordOptions,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventResult> {
    const result = await this.events.record(body, options);
    void reply.status(statusOf([result]));
    return result;
  }

  @Post('batch')
  @Records(RecordEventBatchDto, EventBatchResult)
  @ApiOperation({ summary: 'Track up to 1000 events, each with an outcome of its own' })
  async recordBatch(
    @Body() body: unknown,
    @Recording() options: RecordOptions,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventBatchResult> {
    const batch = await this.events.recordBatch(body, options);
    void reply.status(statusOf(batch.results));
    return batch;
  }

  @Get()
  @Allow('read')
  @ApiOperation({ summary: 'List events, newest first' })
  @ApiEnvelope(EventView, { list: true })
  find(
    @Query() query: FindEventsDto,
    @CurrentAccess() access: Access,
  ): Promise<Listing<EventView>> {
    return this.events.find(query, access);
  }

  @Get(':event_id')
  @Allow('locate')
  @ApiOperation({ summary: "Where is my event? By Trailmark's id or your own" })
  @ApiEnvelope(EventLocation)
  @ApiErrors('NOT_FOUND')
  locate(
    @Param('event_id') eventId: string,
    @CurrentAccess() access: Access,
  ): Promise<EventLocation> {
    return this.events.locate(eventId, access);
  }
}
