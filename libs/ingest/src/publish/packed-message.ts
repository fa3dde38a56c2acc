import { factId, newMessageId } from '../fact-ids.js';

/** A fact message (`FactMessage` of the contracts) as it goes over the wire. */
export interface PackedMessage {
  messageId: string;
  requestId: string;
  /** Of its facts, in their order. */
  ids: string[];
  payload: Buffer;
}

/** @param fact a JSON object that is not empty. */
const withId = (fact: string, id: string): string => `{"id":"${id}",${fact.slice(1)}`;

/** Gives a run of facts their ids and puts them into one message; each is JSON already. */
export const packMessage = (facts: string[], requestId: string): PackedMessage => {
  const messageId = newMessageId();
  const ids = facts.map((_fact, index) => factId(messageId, index));
  const head = JSON.stringify({
    message_id: messageId,
    request_id: requestId,
    received_at: new Date().toISOString(),
  });
  const body = facts.map((fact, index) => withId(fact, ids[index] as string)).join(',');
  const payload = Buffer.from(`${head.slice(0, -1)},"facts":[${body}]}`);
  return { messageId, requestId, ids, payload };
};
