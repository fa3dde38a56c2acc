import { Inject, Injectable } from '@nestjs/common';
import { DropReason, Fact, FactMessage, FactOutcome } from '@trailmark/contracts';
import { Database, Sql } from '@trailmark/platform';
import { ErasedUsers } from '../erasure/erased-users.repository.js';
import { LedgerRepository, SettledFact } from '../ledger/ledger.repository.js';
import { FACT_STORE, type FactStore, ReceivedFact } from './fact-store.js';

/** A message with its place in the stream. */
export interface SequencedMessage<T> {
  message: FactMessage<T>;
  streamSeq: number;
}

export interface Committed<T> {
  /** By message id, in the order of its facts; absent for a message committed before. */
  outcomes: Map<string, FactOutcome[]>;
  stored: ReceivedFact<T>[];
}

/** Told of each fact that cannot be stored, before the rest of its message is committed. */
export type OnPoison<T> = (fact: Fact<T>, error: unknown) => Promise<void>;

/** What a client is told; the dead letter itself has the cause. */
const SET_ASIDE = 'It could not be stored and is kept for an operator to look at.';

/** The time comes first: added to what is spread it would cost ten times as much. */
const received = <T>({ message }: SequencedMessage<T>): ReceivedFact<T>[] =>
  message.facts.map((fact) => ({ received_at: message.received_at, ...fact }));

const usersOf = <T>(messages: SequencedMessage<T>[]): Set<string> =>
  new Set(messages.flatMap(({ message }) => message.facts.map(({ user_id }) => user_id)));

/** Many messages, one transaction: facts, what derives from them, and the memory of both. */
@Injectable()
export class GroupCommitter<T> {
  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerRepository,
    private readonly erased: ErasedUsers,
    @Inject(FACT_STORE) private readonly store: FactStore<T>,
  ) {}

  /**
   * Stores every fact of the messages exactly once, or nothing at all.
   * @throws UnavailableError when the database is away; any other error is the messages' own.
   */
  commit(messages: SequencedMessage<T>[]): Promise<Committed<T>> {
    return this.inTransaction(messages, (sql, facts, now, erased) =>
      this.storeFacts(sql, facts, now, erased),
    );
  }

  /**
   * Stores what can be stored of one message that does not go in as a whole, fact by fact.
   * `onPoison` may be called again for the same fact when the transaction is retried.
   */
  salvage(message: SequencedMessage<T>, onPoison: OnPoison<T>): Promise<Committed<T>> {
    return this.inTransaction([message], async (sql, facts, now, erased) => {
      const outcomes: FactOutcome[] = [];
      for (const fact of facts) outcomes.push(await this.tryOne(sql, fact, now, erased, onPoison));
      return outcomes;
    });
  }

  private inTransaction(
    messages: SequencedMessage<T>[],
    work: (
      sql: Sql,
      facts: ReceivedFact<T>[],
      now: Date,
      erased: Set<string>,
    ) => Promise<FactOutcome[]>,
  ): Promise<Committed<T>> {
    return this.database.transaction(async (sql) => {
      const now = new Date();
      const claims = messages.map(({ message, streamSeq }) => ({
        messageId: message.message_id,
        streamSeq,
      }));
      const [erased, fresh] = await Promise.all([
        this.erased.among(sql, usersOf(messages)),
        this.ledger.claim(sql, claims, now),
      ]);
      const facts = messages
        .filter(({ message }) => fresh.has(message.message_id))
        .flatMap((message) => received(message));
      const outcomes = facts.length > 0 ? await work(sql, facts, now, erased) : [];
      await this.ledger.record(sql, settledOf(facts, outcomes), now);
      return committedOf(messages, fresh, facts, outcomes);
    });
  }

  private async storeFacts(
    sql: Sql,
    facts: ReceivedFact<T>[],
    now: Date,
    erased: Set<string>,
  ): Promise<FactOutcome[]> {
    const reasonOf = (fact: ReceivedFact<T>): DropReason | null =>
      erased.has(fact.user_id) ? 'user_erased' : this.store.dropReason(fact);
    const reasons = new Map(facts.map((fact) => [fact.id, reasonOf(fact)]));
    const kept = facts.filter(({ id }) => !reasons.get(id));
    const firsts = await this.ledger.resolveKeys(sql, kept, now);
    const fresh = kept.filter(({ id }) => !firsts.has(id));
    if (fresh.length > 0) await this.store.insert(sql, fresh);
    return facts.map(({ id }): FactOutcome => {
      const reason = reasons.get(id);
      if (reason) return { status: 'dropped', reason };
      const first = firsts.get(id);
      return first ? { status: 'duplicate', duplicate_of: first } : { status: 'stored' };
    });
  }

  private async tryOne(
    sql: Sql,
    fact: ReceivedFact<T>,
    now: Date,
    erased: Set<string>,
    onPoison: OnPoison<T>,
  ): Promise<FactOutcome> {
    try {
      const [outcome] = await sql.transaction((savepoint) =>
        this.storeFacts(savepoint, [fact], now, erased),
      );
      return outcome ?? { status: 'stored' };
    } catch (error) {
      this.database.rethrowIfPassing(error);
      await onPoison(fact, error);
      return { status: 'dead_lettered', reason: SET_ASIDE };
    }
  }
}

const settledOf = (facts: Fact[], outcomes: FactOutcome[]): SettledFact[] =>
  facts.flatMap((fact, index) => {
    const outcome = outcomes[index];
    return outcome && outcome.status !== 'stored' ? [{ fact, outcome }] : [];
  });

const committedOf = <T>(
  messages: SequencedMessage<T>[],
  fresh: Set<string>,
  facts: ReceivedFact<T>[],
  outcomes: FactOutcome[],
): Committed<T> => {
  const byFact = new Map(facts.map(({ id }, index) => [id, outcomes[index] as FactOutcome]));
  const byMessage = messages
    .filter(({ message }) => fresh.has(message.message_id))
    .map(({ message }): [string, FactOutcome[]] => [
      message.message_id,
      message.facts.map(({ id }) => byFact.get(id) as FactOutcome),
    ]);
  return {
    outcomes: new Map(byMessage),
    stored: facts.filter((_fact, index) => outcomes[index]?.status === 'stored'),
  };
};
