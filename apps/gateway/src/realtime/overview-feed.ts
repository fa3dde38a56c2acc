import { Logger } from '@nestjs/common';
import { RealtimeMessage } from '@trailmark/contracts';
import { hasCode } from '@trailmark/platform';
import { textOf } from './message-text.js';
import { OverviewSource } from './overview-source.js';
import { PacedWork } from './paced-work.js';
import { Watcher } from './watcher.js';

/** Overviews are at least so far apart. */
const PAUSE_MS = 1000;

/** When there was none, it is asked for again after this. */
const RETRY_MS = 5000;

const UNAVAILABLE: RealtimeMessage = {
  type: 'error',
  code: 'UNAVAILABLE',
  message: 'The overview cannot be computed right now; it is tried again.',
};

/** Keeps all who watch one user in one period and zone up to date with its overview. */
export class OverviewFeed {
  private readonly logger = new Logger(OverviewFeed.name);
  private readonly watchers = new Set<Watcher>();
  private readonly work = new PacedWork(() => this.tell());

  constructor(private readonly source: OverviewSource) {}

  get isEmpty(): boolean {
    return this.watchers.size === 0;
  }

  add(watcher: Watcher): void {
    this.watchers.add(watcher);
    this.refresh();
  }

  remove(watcher: Watcher): void {
    this.watchers.delete(watcher);
    if (this.isEmpty) this.work.stop();
  }

  /** The overview may have changed: a fresh one follows. */
  refresh(): void {
    this.work.request();
  }

  /** Sends an overview, asked for on behalf of one of the watchers: all may see the same. */
  private async tell(): Promise<number> {
    const [{ watch } = { watch: null }] = this.watchers;
    if (!watch) return PAUSE_MS;
    try {
      const overview = await this.source.find(watch);
      const at = new Date().toISOString();
      this.send({ type: 'overview', time_period: watch.timePeriod, overview, at });
      return PAUSE_MS;
    } catch (error) {
      const level = hasCode(error, 'UNAVAILABLE') ? 'debug' : 'error';
      this.logger[level]({ err: error }, 'no overview');
      this.send(UNAVAILABLE);
      this.refresh();
      return RETRY_MS;
    }
  }

  private send(message: RealtimeMessage): void {
    const text = textOf(message);
    for (const watcher of this.watchers) watcher.send(text);
  }
}
