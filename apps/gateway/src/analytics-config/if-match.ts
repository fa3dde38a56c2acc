import { ValidationFailedError } from '@trailmark/platform';
import { readEntityTags } from '../envelope/entity-tags.js';

const VERSION = /^(0|[1-9]\d{0,14})$/;

/**
 * The versions that an `If-Match` header lets be changed; null: whichever there is. A weak tag, or
 * one that is no version, matches none (RFC 9110, section 13.1.1).
 * @throws ValidationFailedError when the header is malformed.
 */
export const versionsIn = (header: string | undefined): number[] | null => {
  if (header === undefined) return null;
  const tags = readEntityTags(header);
  if (tags === '*') return null;
  if (tags === null) {
    const message = 'If-Match must be * or entity tags such as "3"';
    throw new ValidationFailedError([{ field: 'If-Match', message }]);
  }
  return tags.filter(({ weak, value }) => !weak && VERSION.test(value)).map((tag) => +tag.value);
};
