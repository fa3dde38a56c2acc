import { randomUUID } from 'node:crypto';
import { BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Principal } from '@trailmark/contracts';
import { addDays } from '@trailmark/measures';
import { runInContext } from '@trailmark/platform';
import { KnownDaysService } from '../usage/known-days.service.js';
import { DerivationService } from './derivation.service.js';

const TURN_MS = 500;
const USERS_A_TURN = 20;
const AT_ONCE = 4;

/** A user who goes on is brought up to date again only after this long: a read does it sooner. */
const REST_MS = 60_000;

/** More users than this are not remembered: their rows are brought up to date when they are read. */
const MAX_WAITING = 10_000;

const SERVICE: Principal = { sub: 'usage', email: null, roles: ['service'] };

/** Brings the recent days of users up to date who were heard of: soon, but of the busy ones not at every batch. */
@Injectable()
export class Refresher implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Refresher.name);
  private readonly waiting = new Set<string>();
  /** When users were refreshed, oldest first; those who rest. */
  private readonly rested = new Map<string, number>();
  private working: Promise<void> | null = null;
  private stopped = false;

  constructor(
    private readonly days: KnownDaysService,
    private readonly derivation: DerivationService,
  ) {}

  /** Best effort: nothing depends on it being done. */
  request(userId: string): void {
    if (!this.stopped && this.waiting.size < MAX_WAITING) this.waiting.add(userId);
  }

  @Interval(TURN_MS)
  async turn(): Promise<void> {
    if (this.working || this.stopped || this.waiting.size === 0) return;
    this.working = this.work();
    await this.working;
    this.working = null;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.waiting.clear();
    await this.working;
  }

  private async work(): Promise<void> {
    this.endRests(Date.now() - REST_MS);
    const users = [...this.waiting].filter((user) => !this.rested.has(user)).slice(0, USERS_A_TURN);
    for (const user of users) {
      this.waiting.delete(user);
      this.rested.set(user, Date.now());
    }
    while (users.length > 0) {
      await Promise.all(users.splice(0, AT_ONCE).map((user) => this.refresh(user)));
    }
  }

  private endRests(before: number): void {
    for (const [user, since] of this.rested) {
      if (since > before) return;
      this.rested.delete(user);
    }
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
