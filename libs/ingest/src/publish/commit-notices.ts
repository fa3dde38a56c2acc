import { Injectable, Logger } from '@nestjs/common';
import { CommitNotice, FactOutcome } from '@trailmark/contracts';
import { JSONCodec, NatsConnection, NatsConnector } from '@trailmark/platform';

const codec = JSONCodec<CommitNotice>();

/** A wait for one message's commit. */
export interface ExpectedNotice {
  /** Subject the owning service tells the commit on. */
  subject: string;
  /** Outcomes in the order of the facts, or null when `waitMs` passed first. */
  within(waitMs: number): Promise<FactOutcome[] | null>;
  cancel(): void;
}

/** Hears from services what they committed: one subscription for all waits of the process. */
@Injectable()
export class CommitNotices {
  private readonly logger = new Logger(CommitNotices.name);
  private readonly inbox: string;
  private readonly waiting = new Map<string, (outcomes: FactOutcome[]) => void>();
  private subscribedOn: NatsConnection | null = null;

  constructor(private readonly nats: NatsConnector) {
    this.inbox = nats.newInbox();
  }

  /**
   * Begins to listen for one message; call it before publishing.
   * @throws UnavailableError when NATS is away.
   */
  expect(messageId: string): ExpectedNotice {
    this.subscribe();
    const notice = new Promise<FactOutcome[]>((resolve) => this.waiting.set(messageId, resolve));
    const cancel = (): void => {
      this.waiting.delete(messageId);
    };
    return {
      subject: `${this.inbox}.${messageId}`,
      within: (waitMs) => withTimeout(notice, waitMs).finally(cancel),
      cancel,
    };
  }

  private subscribe(): void {
    const connection = this.nats.get();
    if (this.subscribedOn === connection) return;
    this.subscribedOn = connection;
    connection.subscribe(`${this.inbox}.*`, {
      callback: (error, { data }) => {
        if (error) this.refused(error);
        else this.hear(codec.decode(data));
      },
    });
  }

  private hear({ message_id, outcomes }: CommitNotice): void {
    this.waiting.get(message_id)?.(outcomes);
  }

  private refused(error: Error): void {
    this.logger.error({ err: error }, 'commits are not heard; clients are told `queued`');
  }
}

const withTimeout = <T>(work: Promise<T>, waitMs: number): Promise<T | null> => {
  let timer: NodeJS.Timeout;
  const timeout = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), waitMs);
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
};
