import { Body, Controller, HttpCode, Options, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public, RawBody } from '@trailmark/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { asksNotToBeTracked } from '../privacy/do-not-track.js';
import { ApiCapture, Captured } from './api-capture.js';
import {
  CONFIG_PATH,
  CONFIG_SCRIPT_PATH,
  EVENT_PATHS,
  FLAG_PATHS,
  PERSON_PATH,
} from './capture-paths.js';
import { CaptureService } from './capture.service.js';
import type { Json } from './json.js';

const OK: Captured = { status: 'Ok' };

const DAY_S = 86_400;

/** PostHog's SDKs with `api_host` pointed here; a write key in place of a token. */
@ApiTags('capture')
@Public()
@Controller()
export class CaptureController {
  constructor(private readonly service: CaptureService) {}

  @Post(EVENT_PATHS)
  @RawBody()
  @HttpCode(200)
  @ApiCapture()
  @ApiOperation({ summary: "Take events as PostHog's SDKs send them" })
  async capture(
    @Body() body: Buffer | null,
    @Query() query: Json,
    @Req() { id, headers }: FastifyRequest,
  ): Promise<Captured> {
    const doNotTrack = asksNotToBeTracked(headers);
    await this.service.capture({ body, query, requestId: id, doNotTrack }, null);
    return OK;
  }

  @Post(PERSON_PATH)
  @RawBody()
  @HttpCode(200)
  @ApiCapture()
  @ApiOperation({ summary: "Set a person's properties, as PostHog's SDKs do" })
  async engage(
    @Body() body: Buffer | null,
    @Query() query: Json,
    @Req() { id, headers }: FastifyRequest,
  ): Promise<Captured> {
    const doNotTrack = asksNotToBeTracked(headers);
    await this.service.capture({ body, query, requestId: id, doNotTrack }, '$set');
    return OK;
  }

  @Options([...EVENT_PATHS, PERSON_PATH, ...FLAG_PATHS, CONFIG_PATH, CONFIG_SCRIPT_PATH])
  @HttpCode(204)
  @ApiExcludeEndpoint()
  preflight(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.headers({
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
      'access-control-max-age': DAY_S,
      vary: 'Access-Control-Request-Headers',
    });
  }
}
