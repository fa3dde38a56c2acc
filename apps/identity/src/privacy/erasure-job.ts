import { Injectable } from '@nestjs/common';
import { ErasureReceipt } from '@trailmark/contracts';
import { Database } from '@trailmark/platform';
import { isDone, PrivacyRequest } from './privacy-request.js';
import { PrivacyRequestsRepository } from './privacy-requests.repository.js';
import { UserDataClient } from './user-data.client.js';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/** Keeps answers about the user for a while, made of what the others tell: comes when they tell nothing more. */
const LAST = 'dashboard';

/** Takes one erasure as far as it goes. */
@Injectable()
export class ErasureJob {
  constructor(
    private readonly database: Database,
    private readonly requests: PrivacyRequestsRepository,
    private readonly services: UserDataClient,
  ) {}

  /**
   * Asks each service until it is done; puts the request off when nobody gets any further.
   * @param token of the lease; each note prolongs it by `leaseMs`.
   */
  async run(
    claimed: PrivacyRequest,
    token: Buffer,
    leaseMs: number,
    signal: AbortSignal,
  ): Promise<void> {
    let request = claimed;
    while (!request.receipts.every(isDone)) {
      if (signal.aborted) return this.postpone(request, 0, token);
      const receipts = await this.ask(request);
      const lease = { token, until: new Date(Date.now() + leaseMs) };
      const held = await this.database.transaction((sql) =>
        this.requests.note(sql, request.id, receipts, lease),
      );
      if (!held) return;
      request = { ...request, receipts };
      if (isStuck(receipts)) return this.postpone(request, pauseAfter(request.attempts), token);
      request.attempts = 0;
    }
    await this.database.transaction((sql) =>
      this.requests.complete(sql, request.id, new Date(), token),
    );
  }

  /** One round: everybody whose turn it is, at once. */
  private ask({ id, userId, receipts }: PrivacyRequest): Promise<ErasureReceipt[]> {
    const others = receipts.filter(({ service }) => service !== LAST);
    const isTurn = ({ service }: ErasureReceipt) => service !== LAST || others.every(isDone);
    return Promise.all(
      receipts.map((receipt) =>
        isDone(receipt) || !isTurn(receipt) || userId === null
          ? receipt
          : this.services.erase(receipt, id, userId),
      ),
    );
  }

  private async postpone(request: PrivacyRequest, pauseMs: number, token: Buffer): Promise<void> {
    const status = pauseMs > 0 ? 'waiting' : 'running';
    const attempts = pauseMs > 0 ? request.attempts + 1 : request.attempts;
    const dueAt = new Date(Date.now() + pauseMs);
    await this.database.transaction((sql) =>
      this.requests.postpone(sql, { ...request, attempts }, status, dueAt, token),
    );
  }
}

/** Nobody is at work: whoever is not done is away, or waits for them. */
const isStuck = (receipts: ErasureReceipt[]): boolean =>
  receipts.some(({ status }) => status === 'away') &&
  receipts.every(({ status }) => status !== 'running');

const pauseAfter = (attempts: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempts, 16), LONGEST_PAUSE_MS);
