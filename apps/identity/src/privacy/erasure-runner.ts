import { randomBytes } from 'node:crypto';
import { BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database, hasCode } from '@trailmark/platform';
import { ErasureJob } from './erasure-job.js';
import { PrivacyRequest } from './privacy-request.js';
import { Lease, PrivacyRequestsRepository } from './privacy-requests.repository.js';

const TURN_MS = 1000;

/** Erasures at once in one process; each keeps every service busy. */
const AT_ONCE = 2;

/** After so long without a note another replica goes on. */
const LEASE_MS = 20_000;

/** Works on what is due: soon after it was asked for, and again after a crash of whomever. */
@Injectable()
export class ErasureRunner implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ErasureRunner.name);
  private readonly stopping = new AbortController();
  private readonly working = new Set<Promise<void>>();
  private starting: Promise<void> | null = null;

  constructor(
    private readonly database: Database,
    private readonly requests: PrivacyRequestsRepository,
    private readonly job: ErasureJob,
  ) {}

  /** Looks at once for what is due. */
  wake(): void {
    void this.turn();
  }

  @Interval(TURN_MS)
  async turn(): Promise<void> {
    if (this.starting || this.stopping.signal.aborted) return;
    this.starting = this.startDue().catch((error: unknown) => {
      const level = hasCode(error, 'UNAVAILABLE') ? 'debug' : 'warn';
      this.logger[level]({ err: error }, 'no erasure was begun');
    });
    await this.starting;
    this.starting = null;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.starting;
    await Promise.all(this.working);
  }

  private async startDue(): Promise<void> {
    while (this.working.size < AT_ONCE && !this.stopping.signal.aborted) {
      const now = new Date();
      const lease = { token: randomBytes(16), until: new Date(now.getTime() + LEASE_MS) };
      const request = await this.database.transaction((sql) =>
        this.requests.claim(sql, now, lease),
      );
      if (!request) return;
      this.start(request, lease);
    }
  }

  private start(request: PrivacyRequest, { token }: Lease): void {
    const work = this.job
      .run(request, token, LEASE_MS, this.stopping.signal)
      .catch((error: unknown) => {
        const level = hasCode(error, 'UNAVAILABLE') ? 'debug' : 'error';
        this.logger[level]({ err: error, request_id: request.id }, 'an erasure stopped for now');
      })
      .finally(() => this.working.delete(work));
    this.working.add(work);
  }
}
