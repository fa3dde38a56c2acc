import { factId, newMessageId } from '../fact-ids.js';

/** Facts of one request; each is the JSON of an object that is not empty. */
export interface Parcel {
  facts: string[];
  requestId: string;
}

/** A fact message (`FactMessage` of the contracts) as it goes over the wire. */
export interface PackedMessage {
  messageId: string;
  requestId: string;
  /** Of its facts, in their order. */
  ids: string[];
  payload: Buffer;
}

/** The message tells the request of its first parcel; facts of another one tell their own. */
const headOf = (id: string, requestId: string | null): string =>
  requestId === null
    ? `{"id":"${id}",`
    : `{"id":"${id}","request_id":${JSON.stringify(requestId)},`;

/**
 * Gives facts their ids and puts them into one message.
 * @param parcels at least one.
 */
export const packMessage = (parcels: readonly Parcel[]): PackedMessage => {
  const messageId = newMessageId();
  const requestId = parcels[0]?.requestId ?? '';
  const ids: string[] = [];
  // One text that grows costs half of what a list of texts and joining them does.
  let body = '';
  for (const parcel of parcels) {
    const ownRequest = parcel.requestId === requestId ? null : parcel.requestId;
    for (const fact of parcel.facts) {
      const id = factId(messageId, ids.length);
      body += (ids.length > 0 ? ',' : '') + headOf(id, ownRequest) + fact.slice(1);
      ids.push(id);
    }
  }
  const head = JSON.stringify({
    message_id: messageId,
    request_id: requestId,
    received_at: new Date().toISOString(),
  });
  const payload = Buffer.from(`${head.slice(0, -1)},"facts":[${body}]}`);
  return { messageId, requestId, ids, payload };
};
