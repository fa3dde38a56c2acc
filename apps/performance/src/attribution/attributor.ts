import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { MAX_PAGE_LOOKUPS } from '@trailmark/contracts';
import { HOUR_MS, SECOND_MS } from '@trailmark/measures';
import { ErasedUsers } from '@trailmark/ingest';
import { Database, UnavailableError } from '@trailmark/platform';
import { PageAggregates } from '../aggregates/page-aggregates.js';
import { MetricsRepository } from '../metrics/metrics.repository.js';
import { PageLookup, PageLookupsRepository } from './page-lookups.repository.js';
import { SessionPagesClient } from './session-pages.client.js';

const TURN_MS = SECOND_MS;
/** Within which a replica answers what it claimed; then another may. */
const CLAIM_MS = 10 * SECOND_MS;
/** How long a page view may be on its way; after that the page stays unknown. */
const GIVE_UP_MS = HOUR_MS;

/** Gives measurements without a page the one that their session was viewing. */
@Injectable()
export class Attributor {
  private readonly logger = new Logger(Attributor.name);
  private busy = false;

  constructor(
    private readonly database: Database,
    private readonly lookups: PageLookupsRepository,
    private readonly metrics: MetricsRepository,
    private readonly pages: PageAggregates,
    private readonly sessions: SessionPagesClient,
    private readonly erased: ErasedUsers,
  ) {}

  /** Works off what is due, at one turn a second. */
  @Interval(TURN_MS)
  async turn(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await this.tolerantly(() => this.attributeDue());
    } finally {
      this.busy = false;
    }
  }

  /** Attributes what is open of one user, so that an answer about it is as good as it can be. */
  async attributeUser(userId: string): Promise<void> {
    await this.tolerantly(async () => {
      const open = await this.database.read((sql) =>
        this.lookups.findOfUser(sql, userId, MAX_PAGE_LOOKUPS),
      );
      await this.attribute(open, new Date());
    });
  }

  private async attributeDue(): Promise<void> {
    let claimed: PageLookup[];
    do {
      const now = new Date();
      const hiddenUntil = new Date(now.getTime() + CLAIM_MS);
      claimed = await this.database.transaction((sql) =>
        this.lookups.claim(sql, now, hiddenUntil, MAX_PAGE_LOOKUPS),
      );
      await this.attribute(claimed, now);
    } while (claimed.length === MAX_PAGE_LOOKUPS);
  }

  /** Asks first and locks afterwards: a row that somebody settled meanwhile is not counted again. */
  private async attribute(lookups: PageLookup[], now: Date): Promise<void> {
    if (lookups.length === 0) return;
    const pages = await this.sessions.pagesOf(lookups);
    const isOld = ({ createdAt }: PageLookup) => now.getTime() - createdAt.getTime() > GIVE_UP_MS;
    const settled = lookups.filter((lookup) => pages.has(lookup.id) || isOld(lookup));
    const open = lookups.filter((lookup) => !settled.includes(lookup));
    await this.database.transaction(async (sql) => {
      const erased = await this.erased.among(sql, new Set(lookups.map(({ userId }) => userId)));
      const taken = await this.lookups.take(sql, settled);
      const answered = settled.filter(
        ({ id, userId }) => taken.has(id) && pages.has(id) && !erased.has(userId),
      );
      if (answered.length > 0) {
        const found = await this.metrics.findByKeys(sql, answered);
        const attributed = found.map((row) => ({ ...row, page: pages.get(row.id) ?? null }));
        await this.metrics.setPages(sql, attributed);
        await this.pages.add(sql, attributed);
      }
      await this.lookups.postpone(sql, open, now);
    });
  }

  /** What fails is tried again at a later turn; what it needs may be away for now. */
  private async tolerantly(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const level = error instanceof UnavailableError ? 'debug' : 'warn';
      this.logger[level]({ err: error as Error }, 'pages were not attributed');
    }
  }
}
