import { ErasedUsers } from '@trailmark/ingest';
import { Database, Sql, UnavailableError } from '@trailmark/platform';
import { PostHogClient } from '../posthog/posthog-client.js';
import { PostHogError } from '../posthog/posthog-error.js';
import { isoOf, Micros, minusMs } from '../posthog/micros.js';
import { EVENTS_AFTER, EVENTS_BEFORE, ToldEvent } from '../posthog/posthog-queries.js';
import { JourneyRecord } from '../store/journey-record.js';
import { JourneyWriter } from '../store/journey-writer.js';
import { Job } from './job.js';
import { groupsOf, KeptGroup, KeptRange, LOWEST_ID } from './kept-range.js';
import { KeptRangesRepository } from './kept-ranges.repository.js';
import { recordOf } from './record-of.js';
import { SyncLimits } from './sync-limits.js';

/** What is to be kept in the end. */
export interface Span {
  from: Micros;
  to: Micros;
}

interface Page {
  events: ToldEvent[];
  /** The last of them, when more follow. */
  last: ToldEvent | null;
}

/** Somebody else moved a range that was being moved: begin again with what they left. */
class RangeMovedError extends Error {}

const MOST_COLLISIONS = 20;

const isWanting = ({ from, fromId, to }: KeptRange, span: Span): boolean =>
  to < span.to || from > span.from || (from === span.from && fromId !== LOWEST_ID);

/**
 * Brings PostHog's events of some distinct ids into what is kept. Backwards newest first, then forwards oldest first, so that
 * what is kept is one range without gaps whenever it stops; each page is stored together with how far the range now reaches.
 */
export class EventPull {
  constructor(
    private readonly client: PostHogClient,
    private readonly database: Database,
    private readonly ranges: KeptRangesRepository,
    private readonly writer: JourneyWriter,
    private readonly erased: ErasedUsers,
    private readonly limits: SyncLimits,
  ) {}

  /** @param seen told of each page once it is stored. */
  async complete(
    named: string[],
    span: Span,
    job: Job,
    seen: (events: ToldEvent[]) => void,
  ): Promise<void> {
    const { from, to } = span;
    const distinctIds = await this.open(named, span);
    for (let collisions = 0; collisions < MOST_COLLISIONS;) {
      const group = await this.wanting(distinctIds, span);
      if (group === null) return;
      try {
        if (group.range.to < to) await this.forwards(group, to, job, seen);
        else await this.backwards(group, from, job, seen);
      } catch (error) {
        if (!(error instanceof RangeMovedError)) throw error;
        collisions += 1;
      }
    }
    throw new UnavailableError('Others are reading the same user from PostHog.');
  }

  /** @returns those that were not erased. */
  private open(named: string[], { from, to }: Span): Promise<string[]> {
    return this.database.transaction(async (sql) => {
      const erased = await this.erased.among(sql, named);
      const distinctIds = named.filter((id) => !erased.has(id));
      await this.ranges.open(sql, distinctIds, from, to);
      return distinctIds;
    });
  }

  private async wanting(distinctIds: string[], span: Span): Promise<KeptGroup | null> {
    const kept = await this.database.read((sql) => this.ranges.find(sql, distinctIds));
    return groupsOf(kept).find(({ range }) => isWanting(range, span)) ?? null;
  }

  /** What is newer than what is kept, and again the last minutes of it: events arrive late. */
  private async forwards(
    group: KeptGroup,
    to: Micros,
    job: Job,
    seen: (events: ToldEvent[]) => void,
  ): Promise<void> {
    let { range } = group;
    let from = minusMs(range.to, this.limits.overlapMs);
    let afterId = LOWEST_ID;
    while (range.to < to) {
      const values = { from: isoOf(from), to: isoOf(to), after_id: afterId };
      const { events, last } = await this.page(job, (limit) =>
        this.client.query(
          EVENTS_AFTER,
          { ...values, distinct_ids: group.distinctIds, limit },
          job.asking(),
        ),
      );
      const reached = last === null ? to : maximum(range.to, last.timestamp);
      const next = { ...range, to: reached };
      await this.store(events, { ...group, range }, next);
      seen(events);
      range = next;
      ({ timestamp: from, id: afterId } = last ?? { timestamp: to, id: LOWEST_ID });
    }
  }

  /** One page of what is older than what is kept. */
  private async backwards(
    group: KeptGroup,
    from: Micros,
    job: Job,
    seen: (events: ToldEvent[]) => void,
  ): Promise<void> {
    const { range, distinctIds } = group;
    const values = { from: isoOf(from), to: isoOf(range.from), before_id: range.fromId };
    const { events, last } = await this.page(job, (limit) =>
      this.client.query(
        EVENTS_BEFORE,
        { ...values, distinct_ids: distinctIds, limit },
        job.asking(),
      ),
    );
    const next = last
      ? { ...range, from: last.timestamp, fromId: last.id }
      : { ...range, from, fromId: LOWEST_ID };
    await this.store(events, group, next);
    seen(events);
  }

  /** Asks for one event more than a page holds; for smaller pages when the answer is too large. */
  private async page(job: Job, ask: (limit: number) => Promise<ToldEvent[]>): Promise<Page> {
    for (let size = this.limits.pageSize; ; size = Math.ceil(size / 4)) {
      try {
        const events = await ask(size + 1);
        const isFull = events.length > size;
        return { events: events.slice(0, size), last: (isFull && events[size - 1]) || null };
      } catch (error) {
        const tooLarge = error instanceof PostHogError && error.trouble === 'too_large';
        if (!tooLarge || size <= this.limits.smallestPage) throw error;
      }
    }
  }

  private store(events: ToldEvent[], group: KeptGroup, next: KeptRange): Promise<void> {
    const records = events.map(recordOf).filter((record) => record !== null);
    return this.database.transaction(async (sql: Sql) => {
      await this.write(sql, records);
      if (!(await this.ranges.move(sql, group, next))) throw new RangeMovedError();
    });
  }

  private async write(sql: Sql, records: JourneyRecord[]): Promise<void> {
    if (records.length > 0) await this.writer.write(sql, records);
  }
}

const maximum = (one: Micros, other: Micros): Micros => (one > other ? one : other);
