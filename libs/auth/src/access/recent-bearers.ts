import { Principal } from '@trailmark/contracts';

/** Whom a token speaks for, and until when it is accepted: milliseconds since 1970, null: for ever. */
export interface Bearer {
  principal: Principal;
  tokenAcceptedUntil: number | null;
}

const REMEMBERED_MS = 10_000;
const MAX_BEARERS = 2000;
const MAX_HEADER_LENGTH = 4096;

/**
 * Bearers whose tokens were verified within the last ten seconds, for clients that send the same one
 * with every request. Never longer than the token is accepted; a withdrawn key's tokens pass for the
 * ten seconds.
 */
export class RecentBearers {
  private readonly known = new Map<string, Bearer & { until: number }>();

  /** @param header the request's Authorization. */
  find(header: string | undefined): Bearer | null {
    const bearer = header === undefined ? undefined : this.known.get(header);
    return bearer && Date.now() < bearer.until ? bearer : null;
  }

  remember(header: string | undefined, bearer: Bearer): void {
    if (header === undefined || header.length > MAX_HEADER_LENGTH) return;
    if (this.known.size >= MAX_BEARERS) this.known.clear();
    const until = Math.min(Date.now() + REMEMBERED_MS, bearer.tokenAcceptedUntil ?? Infinity);
    this.known.set(header, { ...bearer, until });
  }
}
