import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  CommitNotice,
  CommittedFact,
  CommittedUsers,
  FactOutcome,
  type FactStream,
  MAX_COMMITTED_USERS,
  userToken,
} from '@trailmark/contracts';
import { JSONCodec, NatsConnector, UnavailableError } from '@trailmark/platform';
import { Delivery, noticeSubject } from './delivery.js';
import { CONSUMED_STREAM } from './fact-stream.token.js';

const notices = JSONCodec<CommitNotice>();
const facts = JSONCodec<CommittedFact>();
const users = JSONCodec<CommittedUsers>();

/** Tells others of commits over core NATS: best effort, nothing depends on it being heard. */
@Injectable()
export class Announcer {
  private readonly logger = new Logger(Announcer.name);

  constructor(
    private readonly nats: NatsConnector,
    @Inject(CONSUMED_STREAM) private readonly stream: FactStream,
  ) {}

  /** Tells the gateway that may be waiting for this message. */
  notify(delivery: Delivery<unknown>, outcomes: FactOutcome[]): void {
    const subject = noticeSubject(delivery);
    const { message_id } = delivery.message;
    if (subject) this.publish(subject, notices.encode({ message_id, outcomes }));
  }

  /** Tells those who watch a user of its new facts, and those who heed all users which of them have any. */
  tell(committed: CommittedFact[]): void {
    for (const fact of committed) {
      this.publish(`${this.stream.recorded}.${userToken(fact.user_id)}`, facts.encode(fact));
    }
    for (let at = 0; at < committed.length; at += MAX_COMMITTED_USERS) {
      const told = committed.slice(at, at + MAX_COMMITTED_USERS);
      this.publish(
        this.stream.committed,
        users.encode({ user_ids: told.map(({ user_id }) => user_id) }),
      );
    }
  }

  private publish(subject: string, payload: Uint8Array): void {
    try {
      this.nats.get().publish(subject, payload);
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      this.logger.debug({ err: error }, 'a commit was not announced');
    }
  }
}
