import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access, Allow, CurrentAccess, TokenAcceptedUntil } from '@trailmark/auth';
import { RealtimeQueryDto, UserPathDto } from '@trailmark/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiErrors, ErrorResponse } from '../envelope/api-envelope.js';
import { RealtimeService } from './realtime.service.js';
import { Upgrades } from './upgrades.js';

const MESSAGES =
  'A WebSocket (RFC 6455). Its messages are JSON texts with a `type`: `ready`, `facts`, `overview`, `error`.';

const QUERY_TOKEN = 'For browsers, which cannot set the header.';

@ApiTags('realtime')
@Controller('analytics/realtime')
@ApiErrors('VALIDATION_ERROR', 'UNAUTHORIZED', 'FORBIDDEN', 'UNAVAILABLE')
export class RealtimeController {
  constructor(
    private readonly realtime: RealtimeService,
    private readonly upgrades: Upgrades,
  ) {}

  @Get(':user_id')
  @Allow('read')
  @ApiOperation({ summary: 'Watch what is recorded of a user', description: MESSAGES })
  @ApiQuery({ name: 'access_token', type: String, required: false, description: QUERY_TOKEN })
  @ApiResponse({ status: 101, description: 'The connection is a WebSocket.' })
  @ApiResponse({ status: 426, description: 'Not a WebSocket handshake.', type: ErrorResponse })
  watch(
    @Param() { user_id: userId }: UserPathDto,
    @Query() { time_period: timePeriod, timezone }: RealtimeQueryDto,
    @CurrentAccess() { principal }: Access,
    @TokenAcceptedUntil() acceptedUntil: number | null,
    @Req() { id: requestId, raw }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const watch = { userId, timePeriod, timezone, principal, requestId, acceptedUntil };
    this.realtime.assertRoomFor(userId);
    void reply.header('upgrade', 'websocket');
    this.upgrades.complete(raw, (socket) => this.realtime.serve(socket, watch));
    reply.hijack();
  }
}
