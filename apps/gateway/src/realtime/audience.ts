import { CommittedFact, FactKindName } from '@trailmark/contracts';
import { CommittedFacts } from './committed-facts.js';
import { textOf } from './message-text.js';
import { OverviewFeed } from './overview-feed.js';
import { OverviewSource } from './overview-source.js';
import { Watch, Watcher } from './watcher.js';

const keyOf = ({ timePeriod, timezone }: Watch): string => `${timePeriod} ${timezone ?? ''}`;

/** All who watch one user: they share the subscription and, by period and zone, the overviews. */
export class Audience {
  private readonly watchers = new Set<Watcher>();
  private readonly overviews = new Map<string, OverviewFeed>();
  private readonly stopFollowing: () => void;

  constructor(
    userId: string,
    facts: CommittedFacts,
    private readonly source: OverviewSource,
  ) {
    this.stopFollowing = facts.follow(userId, (kind, fact) => this.tell(kind, fact));
  }

  get size(): number {
    return this.watchers.size;
  }

  /** Greets a watcher; its first overview follows. */
  add(watcher: Watcher): void {
    const { userId, timePeriod } = watcher.watch;
    watcher.send(textOf({ type: 'ready', user_id: userId, time_period: timePeriod }));
    this.watchers.add(watcher);
    this.feedOf(keyOf(watcher.watch)).add(watcher);
  }

  /** The last one out ends the subscription. */
  remove(watcher: Watcher): void {
    this.watchers.delete(watcher);
    const key = keyOf(watcher.watch);
    const feed = this.overviews.get(key);
    feed?.remove(watcher);
    if (feed?.isEmpty) this.overviews.delete(key);
    if (this.size === 0) this.stopFollowing();
  }

  /** Fresh overviews for all. */
  refresh(): void {
    for (const feed of this.overviews.values()) feed.refresh();
  }

  private tell(kind: FactKindName, { count, committed_at, items }: CommittedFact): void {
    const text = textOf({ type: 'facts', kind, count, committed_at, items });
    for (const watcher of this.watchers) watcher.send(text);
    this.refresh();
  }

  private feedOf(key: string): OverviewFeed {
    const known = this.overviews.get(key);
    if (known) return known;
    const feed = new OverviewFeed(this.source);
    this.overviews.set(key, feed);
    return feed;
  }
}
