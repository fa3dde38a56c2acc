import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { NotFoundError, Public } from '@trailmark/platform';
import type { FastifyReply } from 'fastify';
import { EdgeConfig } from './edge-config.js';

const PATH = '/.well-known/security.txt';
const DAY_MS = 86_400_000;

/** Well within the year that RFC 9116, section 2.5.5, recommends. */
const VALID_DAYS = 180;

/** To the day, so that the file stays the same for one. */
const expiry = (now: number): string =>
  new Date(Math.floor(now / DAY_MS + VALID_DAYS) * DAY_MS).toISOString();

/** Whom to tell of a weakness (RFC 9116). */
@Public()
@ApiExcludeController()
@Controller()
export class SecurityTxtController {
  constructor(private readonly config: EdgeConfig) {}

  @Get(PATH)
  show(@Res({ passthrough: true }) reply: FastifyReply): string {
    const { securityContact, publicUrl } = this.config;
    if (securityContact === null) throw new NotFoundError('No security contact is configured.');
    void reply.type('text/plain; charset=utf-8');
    const lines = [
      `Contact: ${securityContact}`,
      `Expires: ${expiry(Date.now())}`,
      'Preferred-Languages: en',
      ...(publicUrl === null ? [] : [`Canonical: ${new URL(PATH, publicUrl).href}`]),
    ];
    return `${lines.join('\n')}\n`;
  }
}
