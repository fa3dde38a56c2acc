import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Principal } from '@trailmark/contracts';
import { RpcClient, runInContext } from '@trailmark/platform';
import { PageLookup } from './page-lookups.repository.js';

const SERVICE: Principal = { sub: 'performance', email: null, roles: ['service'] };

/** An overview waits for this, within its own deadline. */
const SHARE = 0.5;

/** Asks the events service, on the service's own account: no user asked for it. */
@Injectable()
export class SessionPagesClient {
  constructor(private readonly rpc: RpcClient) {}

  /**
   * The page of each measurement, by its id; those whose page is not known are left out.
   * @throws UnavailableError when the events service does not answer.
   */
  async pagesOf(lookups: PageLookup[]): Promise<Map<string, string>> {
    const asked = lookups.map(({ userId, sessionId, timestamp }) => ({
      user_id: userId,
      session_id: sessionId,
      at: timestamp.toISOString(),
    }));
    const context = { requestId: randomUUID(), principal: SERVICE };
    const { pages } = await runInContext(context, () =>
      this.rpc.call('events.session.pages', { lookups: asked }, this.rpc.deadline(SHARE)),
    );
    return new Map(
      lookups.flatMap(({ id }, index): [string, string][] => {
        const page = pages[index];
        return page == null ? [] : [[id, page]];
      }),
    );
  }
}
