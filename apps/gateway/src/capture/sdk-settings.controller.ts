import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public, RawBody } from '@trailmark/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiErrors } from '../envelope/api-envelope.js';
import { CONFIG_PATH, CONFIG_SCRIPT_PATH, FLAG_PATHS } from './capture-paths.js';
import { CaptureService } from './capture.service.js';
import type { Json } from './json.js';
import { noFlags, remoteConfig, remoteConfigScript } from './sdk-settings.js';
import { WriteKeys } from './write-keys.js';

/** What PostHog's SDKs ask before they send. */
@ApiTags('capture')
@Public()
@Controller()
@ApiErrors('UNAUTHORIZED', 'UNAVAILABLE')
export class SdkSettingsController {
  constructor(
    private readonly service: CaptureService,
    private readonly keys: WriteKeys,
  ) {}

  @Post(FLAG_PATHS)
  @RawBody()
  @HttpCode(200)
  @ApiErrors('VALIDATION_ERROR')
  @ApiOperation({ summary: 'Feature flags: there are none' })
  async flags(
    @Body() body: Buffer | null,
    @Query() query: Json,
    @Req() { id }: FastifyRequest,
  ): Promise<object> {
    await this.service.open({ body, query, requestId: id });
    return noFlags(id);
  }

  @Get(CONFIG_PATH)
  @ApiOperation({ summary: 'What an SDK is to do by itself' })
  async config(@Param('token') token: string): Promise<object> {
    await this.keys.assertKnown(token);
    return remoteConfig(token);
  }

  @Get(CONFIG_SCRIPT_PATH)
  @ApiOperation({ summary: 'The same as a script' })
  async script(
    @Param('token') token: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    await this.keys.assertKnown(token);
    void reply.header('content-type', 'application/javascript; charset=utf-8');
    return remoteConfigScript(token);
  }
}
