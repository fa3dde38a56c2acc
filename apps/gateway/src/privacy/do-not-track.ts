import { IncomingHttpHeaders } from 'node:http';

/** Whether a browser says for its user not to be tracked: `DNT: 1`, or Global Privacy Control. */
export const asksNotToBeTracked = (headers: IncomingHttpHeaders): boolean =>
  headers.dnt === '1' || headers['sec-gpc'] === '1';
