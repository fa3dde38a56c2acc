import { Injectable } from '@nestjs/common';
import { contains, Interval, previousOf } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';
import { CountsRepository, SlotCounts, SlotSessions } from './counts.repository.js';

/** What a user did in an interval, or in one bucket of it. */
export interface Material {
  counts: SlotCounts[];
  sessions: SlotSessions[];
}

/** A period's, and that of the equally long one before it. */
export interface Compared {
  current: Material;
  previous: Material;
}

/** Reads what figures are made from, by as many statements for two periods as for one. */
@Injectable()
export class MaterialReader {
  constructor(private readonly counts: CountsRepository) {}

  of(sql: Sql, userId: string, period: Interval): Promise<Material> {
    return this.read(sql, userId, [period]);
  }

  async compared(sql: Sql, userId: string, period: Interval): Promise<Compared> {
    const before = previousOf(period);
    const both = await this.read(sql, userId, [before, period]);
    return { current: within(both, period), previous: within(both, before) };
  }

  private async read(sql: Sql, userId: string, adjoining: Interval[]): Promise<Material> {
    const [counts, sessions] = await Promise.all([
      this.counts.events(sql, userId, adjoining),
      this.counts.sessions(sql, userId, adjoining),
    ]);
    return { counts, sessions };
  }
}

const within = ({ counts, sessions }: Material, interval: Interval): Material => ({
  counts: counts.filter(({ at }) => contains(interval, at)),
  sessions: sessions.filter(({ at }) => contains(interval, at)),
});
