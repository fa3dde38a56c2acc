import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ListRetentionsDto, Principal, UserRetention, UserRetentions } from '@trailmark/contracts';
import { runInContext } from '../context/request-context.js';
import { RpcClient } from '../rpc/rpc-client.js';

const SERVICE: Principal = { sub: 'retention', email: null, roles: ['service'] };

/** Few, so that what is known of a user is not old when its turn comes. */
const PAGE = 200;

/** Asks the dashboard service, on the service's own account. */
@Injectable()
export class RetentionsClient {
  constructor(private readonly rpc: RpcClient) {}

  /**
   * All users with a retention of their own.
   * @throws UnavailableError when the dashboard service does not answer.
   */
  async *all(): AsyncGenerator<UserRetention> {
    let cursor: string | null = null;
    do {
      const request: ListRetentionsDto = { cursor, limit: PAGE };
      const page: UserRetentions = await this.asService(() =>
        this.rpc.call('dashboard.retention.list', request),
      );
      yield* page.users;
      cursor = page.next_cursor;
    } while (cursor !== null);
  }

  /** A user's own retention in days, as of now; null: there is none. @throws as {@link all}. */
  async find(userId: string): Promise<number | null> {
    const request = { user_id: userId };
    const answer = await this.asService(() => this.rpc.call('dashboard.retention.find', request));
    return answer.data_retention_days;
  }

  private asService<T>(work: () => Promise<T>): Promise<T> {
    return runInContext({ requestId: randomUUID(), principal: SERVICE }, work);
  }
}
