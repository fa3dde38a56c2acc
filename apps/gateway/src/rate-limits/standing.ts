import { Rate } from '@trailmark/platform';
import { Hit } from './windows.js';

/** Where a budget stands, as an answer tells it. */
export interface Standing {
  limit: number;
  remaining: number;
  /** Whole seconds until all of it is there again. */
  resetS: number;
}

export const standingOf = ({ requests }: Rate, { hits, endsInMs }: Hit): Standing => ({
  limit: requests,
  remaining: Math.max(0, requests - hits),
  resetS: Math.ceil(endsInMs / 1000),
});

/** Fields of draft-ietf-httpapi-ratelimit-headers-06, section 5. */
export const headersOf = ({ limit, remaining, resetS }: Standing): Record<string, string> => ({
  'ratelimit-limit': String(limit),
  'ratelimit-remaining': String(remaining),
  'ratelimit-reset': String(resetS),
});
