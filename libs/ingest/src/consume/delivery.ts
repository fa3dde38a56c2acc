import { FactMessage, RPC_HEADERS } from '@trailmark/contracts';
import { SequencedMessage } from '../commit/group-committer.js';
import { JsMsg } from '@trailmark/platform';

/** One message as JetStream handed it out. */
export interface Delivery<T> extends SequencedMessage<T> {
  raw: JsMsg;
  bytes: number;
}

/** Whether a payload is a fact message; a stranger's message is not ours to guess at. */
const isFactMessage = (value: unknown): value is FactMessage => {
  const message = value as Partial<FactMessage> | null;
  return (
    typeof message?.message_id === 'string' &&
    typeof message.received_at === 'string' &&
    Array.isArray(message.facts) &&
    message.facts.every((fact) => typeof fact.id === 'string' && typeof fact.user_id === 'string')
  );
};

/**
 * Reads a delivered message.
 * @throws Error when it is not a fact message.
 */
export const readDelivery = <T>(raw: JsMsg): Delivery<T> => {
  const message: unknown = raw.json();
  if (!isFactMessage(message)) throw new Error('not a fact message');
  return {
    raw,
    message: message as FactMessage<T>,
    streamSeq: raw.info.streamSequence,
    bytes: raw.data.length,
  };
};

/** Where the gateway waits for this message's commit, if it does. */
export const noticeSubject = ({ raw }: Delivery<unknown>): string | null =>
  raw.headers?.get(RPC_HEADERS.noticeTo) || null;
