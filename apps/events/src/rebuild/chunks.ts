import { Interval } from '@trailmark/measures';
import { Sql } from '@trailmark/platform';
import { Chunk, SessionsChunk } from './chunk.js';
import { DerivedKeysRepository } from './derived-keys.repository.js';
import { RawEventsRepository } from './raw-events.repository.js';

/** Sessions of one chunk. */
const CHUNK_SESSIONS = 200;

/** Finds the parts in which a user's derived rows are looked at, each once. */
export class Chunks {
  constructor(
    private readonly events: RawEventsRepository,
    private readonly keys: DerivedKeysRepository,
  ) {}

  /**
   * Runs of days with the sessions that begin in them, then the sessions that have derived rows and
   * no event.
   * @param keptSince when older events are gone: a session that began before is left as it is.
   */
  async *of(
    sql: Sql,
    userId: string,
    interval: Interval,
    keptSince: Date | null,
  ): AsyncGenerator<Chunk> {
    let { from } = interval;
    while (from < interval.to) {
      const rest = { from, to: interval.to };
      const run = { from, to: await this.events.endOfRun(sql, userId, rest) };
      yield { kind: 'days', userId, ...run };
      for (const ids of batchesOf(await this.beginningIn(sql, userId, interval, run))) {
        yield* this.sessions(sql, userId, ids, keptSince);
      }
      from = run.to;
    }
    yield* this.withoutEvents(sql, userId, interval, keptSince);
  }

  /** Sessions whose first event within the interval lies in the run. */
  private async beginningIn(
    sql: Sql,
    userId: string,
    interval: Interval,
    run: Interval,
  ): Promise<string[]> {
    const ids = await this.events.sessionIds(sql, userId, run);
    const before = { from: interval.from, to: run.from };
    const known = await this.events.touching(sql, userId, ids, before);
    return ids.filter((id) => !known.has(id));
  }

  private async *withoutEvents(
    sql: Sql,
    userId: string,
    interval: Interval,
    keptSince: Date | null,
  ): AsyncGenerator<Chunk> {
    let after = '';
    for (;;) {
      const ids = await this.keys.sessionIdsAfter(sql, userId, interval, after, CHUNK_SESSIONS);
      const last = ids.at(-1);
      if (last === undefined) return;
      const known = await this.events.touching(sql, userId, ids, interval);
      const orphans = ids.filter((id) => !known.has(id));
      yield* this.sessions(sql, userId, orphans, keptSince);
      after = last;
    }
  }

  private async *sessions(
    sql: Sql,
    userId: string,
    ids: string[],
    keptSince: Date | null,
  ): AsyncGenerator<SessionsChunk> {
    const old = keptSince && (await this.keys.startedBefore(sql, userId, ids, keptSince));
    const sessionIds = old ? ids.filter((id) => !old.has(id)) : ids;
    if (sessionIds.length > 0) yield { kind: 'sessions', userId, sessionIds };
  }
}

const batchesOf = (ids: string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / CHUNK_SESSIONS) }, (_, index) =>
    ids.slice(index * CHUNK_SESSIONS, (index + 1) * CHUNK_SESSIONS),
  );
