import { Injectable } from '@nestjs/common';
import { DEAD_LETTER_STREAM, DeadLetter, FactMessage, FactStream } from '@trailmark/contracts';
import {
  AckPolicy,
  DeliverPolicy,
  JSONCodec,
  JsMsg,
  NatsConnector,
  NatsError,
} from '@trailmark/platform';
import { newMessageId } from '../fact-ids.js';

const codec = JSONCodec<DeadLetter>();
const NO_STREAM = 404;
const FETCH = 100;
const FETCH_MS = 1000;
const IDLE_MS = 30_000;

/** Removes what is set aside of users. */
@Injectable()
export class DeadLetterEraser {
  constructor(private readonly nats: NatsConnector) {}

  /**
   * Deletes the stream's dead letters that hold any of the users. One that holds others' facts, too,
   * is kept without theirs: first put back, then deleted, so that a crash loses nothing.
   * @returns how many letters were deleted or put back.
   */
  async erase(stream: FactStream, userIds: readonly string[]): Promise<number> {
    const manager = await this.nats.get().jetstreamManager({ checkAPI: false });
    let removed = 0;
    for await (const { seq, letter } of this.letters(stream)) {
      const rest = withoutUsers(letter, userIds);
      if (rest === letter) continue;
      if (rest) await this.putBack(stream, rest, seq);
      await manager.streams.deleteMessage(DEAD_LETTER_STREAM, seq);
      removed += 1;
    }
    return removed;
  }

  /** Those that are there now, read by a consumer that goes by itself. */
  private async *letters(stream: FactStream): AsyncGenerator<{ seq: number; letter: DeadLetter }> {
    const last = await this.lastSequence();
    if (last === 0) return;
    const manager = await this.nats.get().jetstreamManager({ checkAPI: false });
    const { name } = await manager.consumers.add(DEAD_LETTER_STREAM, {
      // With a name the server is asked under a subject that tells which letters are read.
      name: `erase-${newMessageId()}`,
      ack_policy: AckPolicy.None,
      deliver_policy: DeliverPolicy.All,
      filter_subject: `${stream.dead}.>`,
      inactive_threshold: IDLE_MS * 1_000_000,
    });
    const consumer = await this.nats.get().jetstream().consumers.get(DEAD_LETTER_STREAM, name);
    for (let pending = true; pending;) {
      pending = false;
      const some = await consumer.fetch({ max_messages: FETCH, expires: FETCH_MS });
      for await (const message of some) {
        if (message.seq > last) return;
        pending = message.info.pending > 0;
        yield { seq: message.seq, letter: read(message) };
        if (!pending) return;
      }
    }
  }

  private async lastSequence(): Promise<number> {
    const manager = await this.nats.get().jetstreamManager({ checkAPI: false });
    try {
      const { state } = await manager.streams.info(DEAD_LETTER_STREAM);
      return state.messages === 0 ? 0 : state.last_seq;
    } catch (error) {
      if (error instanceof NatsError && error.api_error?.code === NO_STREAM) return 0;
      throw error;
    }
  }

  private async putBack(stream: FactStream, letter: DeadLetter, seq: number): Promise<void> {
    const id = letter.subject.slice(stream.record.length + 1);
    await this.nats
      .get()
      .jetstream()
      .publish(`${stream.dead}.${id}`, codec.encode(letter), { msgID: `erased.${id}.${seq}` });
  }
}

const read = (message: JsMsg): DeadLetter => message.json<DeadLetter>();

const factsOf = (payload: string): FactMessage | null => {
  try {
    const message = JSON.parse(payload) as Partial<FactMessage> | null;
    return Array.isArray(message?.facts) ? (message as FactMessage) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
};

const ERASED = 'It could not be stored. The reason named a user who was erased.';

/** Whether a JSON text has the id as a whole value or name. */
const mentions = (json: string, userIds: readonly string[]): boolean =>
  userIds.some((userId) => json.includes(JSON.stringify(userId)));

/** A letter without the users' facts: itself when it has nothing of theirs, null when it has nothing else. */
export const withoutUsers = (letter: DeadLetter, userIds: readonly string[]): DeadLetter | null => {
  const reason = userIds.some((userId) => letter.reason.includes(userId)) ? ERASED : letter.reason;
  const message = factsOf(letter.payload);
  if (!message && mentions(letter.payload, userIds)) return null;
  const facts = message?.facts ?? [];
  const others = facts.filter((fact) => !mentions(JSON.stringify(fact), userIds));
  if (message && facts.length > 0 && others.length === 0) return null;
  if (others.length === facts.length)
    return reason === letter.reason ? letter : { ...letter, reason };
  return { ...letter, reason, payload: JSON.stringify({ ...message, facts: others }) };
};
