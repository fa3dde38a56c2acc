import { ResponseMetadata } from '@trailmark/contracts';
import { FastifyReply, FastifyRequest } from 'fastify';

/** The envelope's metadata; `processing_time` is in whole milliseconds. */
export const metadataFor = (request: FastifyRequest, reply: FastifyReply): ResponseMetadata => ({
  timestamp: new Date().toISOString(),
  request_id: request.id,
  processing_time: Math.round(reply.elapsedTime),
});
