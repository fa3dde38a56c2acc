import { Injectable } from '@nestjs/common';
import { DEAD_LETTER_STREAM, DeadLetter, FactMessage, FactStream } from '@trailmark/contracts';
import {
  type JetStreamManager,
  JSONCodec,
  NatsConnector,
  NatsError,
  type StoredMsg,
} from '@trailmark/platform';

const codec = JSONCodec<DeadLetter>();
const NOT_FOUND = 404;

/** Parts of the stream that are read at the same time. */
const READERS = 16;

/** Sequence numbers, both inclusive. */
interface Range {
  first: number;
  last: number;
}

interface Letter {
  seq: number;
  letter: DeadLetter;
}

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
    const parts = partsOf(await rangeOf(manager));
    const removed = await Promise.all(
      parts.map((part) => this.erasePart(manager, part, stream, userIds)),
    );
    return removed.reduce((sum, count) => sum + count, 0);
  }

  private async erasePart(
    manager: JetStreamManager,
    part: Range,
    stream: FactStream,
    userIds: readonly string[],
  ): Promise<number> {
    let removed = 0;
    for await (const { seq, letter } of lettersIn(manager, part, `${stream.dead}.>`)) {
      const rest = withoutUsers(letter, userIds);
      if (rest === letter) continue;
      if (rest) await this.putBack(stream, rest, seq);
      await manager.streams.deleteMessage(DEAD_LETTER_STREAM, seq);
      removed += 1;
    }
    return removed;
  }

  private async putBack(stream: FactStream, letter: DeadLetter, seq: number): Promise<void> {
    const id = letter.subject.slice(stream.record.length + 1);
    await this.nats
      .get()
      .jetstream()
      .publish(`${stream.dead}.${id}`, codec.encode(letter), { msgID: `erased.${id}.${seq}` });
  }
}

const isNotFound = (error: unknown): boolean =>
  error instanceof NatsError && error.api_error?.code === NOT_FOUND;

/** Where the letters lie that are there now. */
const rangeOf = async (manager: JetStreamManager): Promise<Range> => {
  try {
    const { state } = await manager.streams.info(DEAD_LETTER_STREAM);
    return { first: state.first_seq, last: state.last_seq };
  } catch (error) {
    if (isNotFound(error)) return { first: 1, last: 0 };
    throw error;
  }
};

const partsOf = ({ first, last }: Range): Range[] => {
  const size = Math.ceil((last - first + 1) / READERS);
  const starts = Array.from({ length: READERS }, (_, part) => first + part * size);
  return starts
    .map((start) => ({ first: start, last: Math.min(start + size - 1, last) }))
    .filter((part) => part.first <= part.last);
};

/** The letters under a subject, one question each: a service may not make consumers. */
async function* lettersIn(
  manager: JetStreamManager,
  { first, last }: Range,
  subject: string,
): AsyncGenerator<Letter> {
  for (let seq = first; seq <= last; seq += 1) {
    const message = await nextMessage(manager, seq, subject);
    if (!message || message.seq > last) return;
    seq = message.seq;
    yield { seq, letter: codec.decode(message.data) };
  }
}

const nextMessage = async (
  { streams }: JetStreamManager,
  seq: number,
  subject: string,
): Promise<StoredMsg | null> => {
  try {
    const query = { seq, next_by_subj: subject };
    return await streams.getMessage(DEAD_LETTER_STREAM, query);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
};

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
