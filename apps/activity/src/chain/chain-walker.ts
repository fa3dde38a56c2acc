import { Sql } from '@trailmark/platform';
import { NO_HASH } from './activity-hash.js';
import { Break, checkRun, RunCheck } from './chain-check.js';
import { ChainHead, ChainKey } from './chaining.js';
import { ChainsRepository } from './chains.repository.js';
import { RemovedLinks } from './removed-links.js';
import { RemovedLinksRepository } from './removed-links.repository.js';

/** Rows in memory at a time; one may be about 100 KiB. */
const RUN = 200;

/** How far a walk along one chain came. */
export interface Walked {
  checked: number;
  /** Links passed over that a user's retention has removed. */
  removed: number;
  /** The last number that is right. */
  seq: number;
  broken: Break | null;
  /** False: the time was up. */
  finished: boolean;
}

/** Follows one chain at a time, in bounded memory, within one snapshot. */
export class ChainWalker {
  constructor(
    private readonly sql: Sql,
    private readonly chains: ChainsRepository,
    private readonly removed: RemovedLinksRepository,
    /** Chains of earlier months are not there any more, by right. */
    private readonly since: string,
    /** Milliseconds since 1970; at least one run is checked. */
    private readonly deadline: number,
  ) {}

  /** @param after the number up to which the chain was checked before; 0: nothing. */
  async walk(head: ChainHead, after: number): Promise<Walked> {
    const gaps = await this.removed.of(this.sql, head);
    const walked = { checked: 0, removed: 0, seq: after };
    let hash = after === 0 ? await this.anchorHash(head) : await this.hashAt(head, after);
    while (walked.seq < head.seq) {
      const gap = gaps.find(({ first, last }) => first <= walked.seq + 1 && last > walked.seq);
      if (gap) {
        const broken = await this.gapFault(head, gap, walked.seq, hash);
        if (broken) return { ...walked, broken, finished: true };
        walked.removed += gap.last - walked.seq;
        [walked.seq, hash] = [gap.last, gap.hash];
        continue;
      }
      const { broken, hash: last, checked } = await this.run(head, walked.seq, hash, gaps);
      walked.checked += checked;
      walked.seq += checked;
      hash = last;
      if (broken) return { ...walked, broken: await this.named(head, broken), finished: true };
      if (walked.seq < head.seq && Date.now() > this.deadline) {
        return { ...walked, broken: null, finished: false };
      }
    }
    return { ...walked, broken: await this.endFault(head, hash), finished: true };
  }

  /** Checks links from `seq` on, to where some were removed at most. */
  private async run(
    head: ChainHead,
    seq: number,
    previousHash: string | null,
    gaps: RemovedLinks[],
  ): Promise<RunCheck> {
    const ends = gaps.flatMap(({ first }) => (first > seq ? [first - 1] : []));
    const run = { from: seq + 1, to: Math.min(seq + RUN, head.seq, ...ends) };
    const rows = await this.chains.links(this.sql, head, run, 2 * RUN);
    return checkRun(rows, { ...run, previousHash });
  }

  /** Removed links must be gone, and continue the one before them. */
  private async gapFault(
    head: ChainHead,
    gap: RemovedLinks,
    seq: number,
    hash: string | null,
  ): Promise<Break | null> {
    const range = { from: gap.first, to: gap.last };
    const [row] = await this.chains.links(this.sql, head, range, 1);
    if (row) return { row, seq: row.chainSeq, reason: 'inserted' };
    const isJoined = hash === null || gap.first !== seq + 1 || gap.previousHash === hash;
    return isJoined ? null : { row: null, seq: gap.first, reason: 'link_broken' };
  }

  /** What the first link continues; null: a link that the retention has dropped, so anything. */
  private async anchorHash({ userId, anchor }: ChainHead): Promise<string | null> {
    if (!anchor) return NO_HASH;
    return anchor.month < this.since
      ? null
      : this.hashAt({ userId, month: anchor.month }, anchor.seq);
  }

  /** The stored hash of a link; null when it was removed by right, and a text that no hash equals when not. */
  private async hashAt(key: ChainKey, seq: number): Promise<string | null> {
    const [row] = await this.chains.links(this.sql, key, { from: seq, to: seq }, 1);
    if (row) return row.hash;
    const gaps = await this.removed.of(this.sql, key);
    const gap = gaps.find(({ first, last }) => first <= seq && seq <= last);
    if (!gap) return '';
    return gap.last === seq ? gap.hash : null;
  }

  /** Gone at the end of the chain is another matter than gone from its middle. */
  private async named(head: ChainHead, broken: Break): Promise<Break> {
    if (broken.reason !== 'missing') return broken;
    const later = await this.chains.beyond(this.sql, head, broken.seq);
    return later ? broken : { ...broken, reason: 'truncated' };
  }

  private async endFault(head: ChainHead, hash: string | null): Promise<Break | null> {
    const extra = await this.chains.outside(this.sql, head, head.seq);
    if (extra) return { row: extra, seq: extra.chainSeq, reason: 'inserted' };
    if (hash === head.hash) return null;
    const [row] = await this.chains.links(this.sql, head, { from: head.seq, to: head.seq }, 1);
    return { row: row ?? null, seq: head.seq, reason: 'link_broken' };
  }
}
