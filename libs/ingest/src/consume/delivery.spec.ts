import { FactMessage, RPC_HEADERS } from '@trailmark/contracts';
import { headers, JsMsg, JSONCodec } from 'nats';
import { noticeSubject, readDelivery } from './delivery.js';

const MESSAGE: FactMessage = {
  message_id: 'm1',
  request_id: 'r1',
  received_at: '2026-01-01T00:00:00.000Z',
  facts: [{ id: 'f1', key: null, user_id: 'ann', body: { n: 1 } }],
};

const rawOf = (payload: unknown, noticeTo?: string): JsMsg => {
  const data = JSONCodec().encode(payload);
  const given = headers();
  if (noticeTo !== undefined) given.set(RPC_HEADERS.noticeTo, noticeTo);
  return {
    data,
    headers: noticeTo === undefined ? undefined : given,
    info: { streamSequence: 42 },
    json: () => JSON.parse(new TextDecoder().decode(data)) as unknown,
  } as unknown as JsMsg;
};

describe('readDelivery', () => {
  it('gives the message with its size and its place in the stream', () => {
    const raw = rawOf(MESSAGE);
    const bytes = Buffer.byteLength(JSON.stringify(MESSAGE));
    expect(readDelivery(raw)).toEqual({ raw, message: MESSAGE, streamSeq: 42, bytes });
  });

  it.each([
    ['null', null],
    ['text', 'hello'],
    ['a list', [MESSAGE]],
    ['no message id', { ...MESSAGE, message_id: undefined }],
    ['no time', { ...MESSAGE, received_at: 5 }],
    ['no facts', { ...MESSAGE, facts: {} }],
    ['a fact without an id', { ...MESSAGE, facts: [{ user_id: 'ann' }] }],
    ['a fact without a user', { ...MESSAGE, facts: [{ id: 'f1', user_id: 5 }] }],
  ])('refuses %s', (_what, payload) => {
    expect(() => readDelivery(rawOf(payload))).toThrow('not a fact message');
  });
});

describe('noticeSubject', () => {
  it.each([
    ['_INBOX.abc', '_INBOX.abc'],
    ['', null],
    [undefined, null],
  ])('of the header %p is %p', (header, expected) => {
    expect(noticeSubject(readDelivery(rawOf(MESSAGE, header)))).toBe(expected);
  });
});
