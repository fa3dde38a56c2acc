/** Characters of a request id by which a fact can be found. */
export const MAX_REQUEST_ID = 64;

/** The request id that a fact's free part carries: text of 1…64 characters; null for anything else. */
export const requestIdOf = (free: Record<string, unknown> | null | undefined): string | null => {
  const given = free?.request_id;
  if (typeof given !== 'string' || given === '') return null;
  return Array.from(given).length <= MAX_REQUEST_ID ? given : null;
};
