/** Why the gateway closes a WebSocket: the code and reason its client sees, and the metric's label. */
export const CLOSINGS = {
  too_slow: { code: 1013, reason: 'too slow' },
  token_expired: { code: 4401, reason: 'token expired' },
  unwanted_message: { code: 1008, reason: 'nothing is to be sent here' },
  shutdown: { code: 1001, reason: 'the server is stopping' },
} as const;

export type Closing = keyof typeof CLOSINGS;

/** How a WebSocket ended, as operators count it. */
export type Ending = Closing | 'no_pong' | 'client';
