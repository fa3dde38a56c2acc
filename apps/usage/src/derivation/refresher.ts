import { randomUUID } from 'node:crypto';
import { BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Principal } from '@trailmark/contracts';
import { addDays } from '@trailmark/measures';
import { runInContext } from '@trailmark/platform';
import { KnownDaysService } from '../usage/known-days.service.js';
import { DerivationService } from './derivation.service.js';
import { QuietUsers } from './quiet-users.js';

/** So few at a time that ingestion does not feel it. */
const TURN_MS = 500;
const USERS_A_TURN = 2;

/** Between turns it rests for so many times as long as the last one took: what takes long, others are busy with. */
const REST = 9;

/** As a pause within a session hardly is: deriving while somebody is busy would be in vain a moment later. */
const QUIET_MS = 5_000;

/** More users than this are not remembered: their rows are brought up to date when they are read. */
const MAX_WAITING = 10_000;

const SERVICE: Principal = { sub: 'usage', email: null, roles: ['service'] };

/** Brings the recent days of users up to date who were heard of and have fallen quiet; a read does it sooner. */
@Injectable()
export class Refresher implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Refresher.name);
  private readonly waiting = new QuietUsers(QUIET_MS, MAX_WAITING);
  private working: Promise<unknown> | null = null;
  private stopped = false;
  private restsUntil = 0;

  constructor(
    private readonly days: KnownDaysService,
    private readonly derivation: DerivationService,
  ) {}

  /** Best effort: nothing depends on it being done. */
  request(userId: string): void {
    if (!this.stopped) this.waiting.hear(userId, performance.now());
  }

  @Interval(TURN_MS)
  async turn(): Promise<void> {
    const started = performance.now();
    if (this.working || this.stopped || started < this.restsUntil) return;
    const users = this.waiting.take(started, USERS_A_TURN);
    this.working = Promise.all(users.map((user) => this.refresh(user)));
    await this.working;
    this.working = null;
    const ended = performance.now();
    this.restsUntil = ended + REST * (ended - started);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.waiting.clear();
    await this.working;
  }

  private async refresh(userId: string): Promise<void> {
    try {
      const context = { requestId: randomUUID(), principal: SERVICE };
      await runInContext(context, () => this.refreshRecent(userId));
    } catch (error) {
      this.logger.warn({ err: error as Error }, 'usage was not derived; a read will do it');
    }
  }

  /** Clients report late and their clocks may be ahead, so a day either side of today counts. */
  private async refreshRecent(userId: string): Promise<void> {
    const today = new Date().toISOString().slice(0, 10);
    const { stored, events } = await this.days.find(userId, addDays(today, -1), addDays(today, 1));
    if (events) await this.derivation.refresh(userId, events.days, stored);
  }
}
