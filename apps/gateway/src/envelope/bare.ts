import { JsonText } from '@trailmark/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { digestOf, settledBy } from './conditional.js';

/** The answer of a read as the JSON text that its handler returns, with `ETag`; 304 to who has it already. */
export const bare = (
  { text }: JsonText<unknown>,
  request: FastifyRequest,
  reply: FastifyReply,
): string | undefined => {
  if (settledBy(digestOf(text), request, reply)) return undefined;
  void reply.type('application/json; charset=utf-8');
  return text;
};
