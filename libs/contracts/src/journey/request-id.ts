/** Characters of a request id by which a fact can be found. */
export const MAX_REQUEST_ID = 64;

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** A request id as it is compared: a UUID may be written in capitals or not (RFC 9562, section 4). */
export const comparableRequestId = (id: string): string => (UUID.test(id) ? id.toLowerCase() : id);

/** The request id that a fact's free part carries: text of 1…64 characters; null for anything else. */
export const requestIdOf = (free: Record<string, unknown> | null | undefined): string | null => {
  const given = free?.request_id;
  if (typeof given !== 'string' || given === '') return null;
  return Array.from(given).length <= MAX_REQUEST_ID ? comparableRequestId(given) : null;
};
