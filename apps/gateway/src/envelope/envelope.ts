import { SuccessEnvelope } from '@trailmark/contracts';
import { jsonOf, JsonText, metadataFor } from '@trailmark/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { digestOf, settledBy, Validator } from './conditional.js';
import { Listing } from './listing.js';
import { PartialList } from './partial-list.js';
import { Versioned } from './versioned.js';

type Body = Omit<SuccessEnvelope<unknown>, 'metadata'>;

const bodyOf = (result: unknown): Body => {
  if (result instanceof Listing) {
    return { success: true, data: result.data, pagination: result.pagination };
  }
  const named = result instanceof PartialList || result instanceof Versioned;
  return { success: true, data: named ? result.data : result };
};

/** What the metadata of this answer tells beside that of any other. */
const addedMetadata = (result: unknown) =>
  result instanceof PartialList ? { degraded: result.degraded } : {};

/** JSON text of a body, whose data may be text already. */
const textOf = (body: Body): string =>
  body.data instanceof JsonText ? jsonOf<Body>(body).text : JSON.stringify(body);

/** JSON text of an object with one more member. */
const withMetadata = (text: string, metadata: object): string =>
  `${text.slice(0, -1)},"metadata":${JSON.stringify(metadata)}}`;

/** Its own version, or of a read a digest of the content; the metadata differs each time and does not count. */
const validatorOf = (result: unknown, text: string, request: FastifyRequest): Validator | null => {
  if (result instanceof Versioned) return { weak: false, value: String(result.version) };
  return request.method === 'GET' ? digestOf(text) : null;
};

/**
 * What a handler returns, in the envelope. Its JSON is written once, for its digest and for the client. Reads,
 * and whatever has versions, carry `ETag`, and reads answer 304 to who has them already.
 */
export const enveloped = (
  result: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): string | undefined => {
  const text = textOf(bodyOf(result));
  const validator = validatorOf(result, text, request);
  if (validator && settledBy(validator, request, reply)) return undefined;
  void reply.type('application/json; charset=utf-8');
  return withMetadata(text, { ...metadataFor(request, reply), ...addedMetadata(result) });
};
