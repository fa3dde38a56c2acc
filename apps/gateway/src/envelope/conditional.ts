import { createHash } from 'node:crypto';
import { FastifyReply, FastifyRequest } from 'fastify';
import { readEntityTags } from './entity-tags.js';

/** What tells one state of an answer from another (RFC 9110, section 8.8). */
export interface Validator {
  weak: boolean;
  value: string;
}

/** @param text what is sent. */
export const digestOf = (text: string): Validator => ({
  weak: true,
  value: createHash('sha1').update(text).digest('base64url'),
});

/** Whether the client has it already, by weak comparison; a malformed header says nothing. */
const isKnown = ({ value }: Validator, header: string | undefined): boolean => {
  const tags = header === undefined ? null : readEntityTags(header);
  return tags === '*' || (tags?.some((tag) => tag.value === value) ?? false);
};

/**
 * Puts the validator on an answer as `ETag`, and on that of a read `Cache-Control`, too.
 * @returns whether it is a read by one who has the content already: the status is 304 then, and
 *   nothing is left to send.
 */
export const settledBy = (
  validator: Validator,
  request: FastifyRequest,
  reply: FastifyReply,
): boolean => {
  void reply.header('etag', `${validator.weak ? 'W/' : ''}"${validator.value}"`);
  if (request.method !== 'GET') return false;
  void reply.header('cache-control', 'private, no-cache');
  if (!isKnown(validator, request.headers['if-none-match'])) return false;
  void reply.status(304);
  return true;
};
