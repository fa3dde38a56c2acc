import { Sql } from '@trailmark/platform';
import { NO_HASH } from './activity-hash.js';
import { Break, checkRun } from './chain-check.js';
import { ChainHead } from './chaining.js';
import { ChainsRepository } from './chains.repository.js';

/** Rows in memory at a time; one may be about 100 KiB. */
const RUN = 200;

/** How far a walk along one chain came. */
export interface Walked {
  checked: number;
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
    /** Chains of earlier months are not there any more, by right. */
    private readonly since: string,
    /** Milliseconds since 1970; at least one run is checked. */
    private readonly deadline: number,
  ) {}

  /** @param after the number up to which the chain was checked before; 0: nothing. */
  async walk(head: ChainHead, after: number): Promise<Walked> {
    let seq = after;
    let hash = after === 0 ? await this.anchorHash(head) : await this.hashAt(head, after);
    while (seq < head.seq) {
      const run = { from: seq + 1, to: Math.min(seq + RUN, head.seq) };
      const rows = await this.chains.links(this.sql, head, run, 2 * RUN);
      const { checked, broken, hash: last } = checkRun(rows, { ...run, previousHash: hash });
      seq += checked;
      hash = last;
      const finished = broken !== null || seq === head.seq;
      if (broken)
        return { checked: seq - after, seq, broken: await this.named(head, broken), finished };
      if (!finished && Date.now() > this.deadline) {
        return { checked: seq - after, seq, broken: null, finished };
      }
    }
    return { checked: seq - after, seq, broken: await this.endFault(head, hash), finished: true };
  }

  /** What the first link continues; null: a link that the retention has dropped, so anything. */
  private async anchorHash({ userId, anchor }: ChainHead): Promise<string | null> {
    if (!anchor) return NO_HASH;
    return anchor.month < this.since
      ? null
      : this.hashAt({ userId, month: anchor.month }, anchor.seq);
  }

  /** The stored hash of a link; a text that no hash equals when it is gone. */
  private async hashAt(key: { userId: string; month: string }, seq: number): Promise<string> {
    const [row] = await this.chains.links(this.sql, key, { from: seq, to: seq }, 1);
    return row?.hash ?? '';
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
