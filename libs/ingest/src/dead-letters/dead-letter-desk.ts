import { DEAD_LETTER_STREAM, DeadLetter } from '@trailmark/contracts';
import { JSONCodec, NatsConnection, NatsError, StoredMsg } from '@trailmark/platform';

const codec = JSONCodec<DeadLetter>();
const NO_MESSAGE = 404;

/** A dead letter with its number, by which it is shown and replayed. */
export interface NumberedLetter {
  seq: number;
  letter: DeadLetter;
}

/** The operator's view of the dead-letter stream. */
export class DeadLetterDesk {
  constructor(private readonly connection: NatsConnection) {}

  /** The oldest `limit` letters numbered `from` or higher. */
  async list(from: number, limit: number): Promise<NumberedLetter[]> {
    const manager = await this.connection.jetstreamManager();
    const { state } = await manager.streams.info(DEAD_LETTER_STREAM);
    const letters: NumberedLetter[] = [];
    let seq = Math.max(from, state.first_seq);
    while (letters.length < limit && seq <= state.last_seq) {
      const letter = await this.find(seq);
      if (letter) letters.push(letter);
      seq += 1;
    }
    return letters;
  }

  async find(seq: number): Promise<NumberedLetter | null> {
    const manager = await this.connection.jetstreamManager();
    try {
      const stored = await manager.streams.getMessage(DEAD_LETTER_STREAM, { seq });
      return numbered(stored);
    } catch (error) {
      if (error instanceof NatsError && error.api_error?.code === NO_MESSAGE) return null;
      throw error;
    }
  }

  /** Sends a letter back to its stream and, once that has it, removes it here. */
  async replay(numbered: NumberedLetter): Promise<void> {
    const { letter } = numbered;
    await this.connection.jetstream().publish(letter.subject, letter.payload);
    await this.drop(numbered);
  }

  /** Removes a letter for good. */
  async drop({ seq }: NumberedLetter): Promise<void> {
    const manager = await this.connection.jetstreamManager();
    await manager.streams.deleteMessage(DEAD_LETTER_STREAM, seq);
  }
}

const numbered = (stored: StoredMsg): NumberedLetter => ({
  seq: stored.seq,
  letter: codec.decode(stored.data),
});
