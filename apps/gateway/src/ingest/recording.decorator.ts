import { createParamDecorator, ExecutionContext } from '@nestjs/common';
import { GuardedRequest } from '@trailmark/auth';
import { FastifyReply, FastifyRequest } from 'fastify';
import { asksNotToBeTracked } from '../privacy/do-not-track.js';
import { prefersAsync } from './prefer.js';
import { RecordOptions } from './recorder.js';

/** How the current request wants its items recorded. */
export const Recording = createParamDecorator(
  (_data: unknown, context: ExecutionContext): RecordOptions => {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest & GuardedRequest>();
    const doNotTrack = asksNotToBeTracked(request.headers);
    const async = prefersAsync(request.headers.prefer);
    if (async) {
      void http.getResponse<FastifyReply>().header('preference-applied', 'respond-async');
    }
    return { access: request.access, requestId: request.id, async, doNotTrack };
  },
);
