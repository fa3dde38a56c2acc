import { IncomingMessage } from 'node:http';

const QUERY_TOKEN = 'access_token';

/**
 * Moves a token from the query to the header, where all of the app looks for it and nothing logs it:
 * browsers cannot set headers on a WebSocket. A header that is there wins.
 */
export const moveQueryToken = (request: IncomingMessage): void => {
  const [path = '', ...rest] = (request.url ?? '').split('?');
  const query = new URLSearchParams(rest.join('?'));
  const token = query.get(QUERY_TOKEN);
  if (token === null) return;
  query.delete(QUERY_TOKEN);
  request.url = query.size > 0 ? `${path}?${query.toString()}` : path;
  request.headers.authorization ??= `Bearer ${token}`;
};
