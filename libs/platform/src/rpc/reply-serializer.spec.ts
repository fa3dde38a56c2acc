import { RPC_HEADERS } from '@trailmark/contracts';
import { JsonText } from '../json/json-text.js';
import { ReplySerializer } from './reply-serializer.js';

describe('replies', () => {
  const serializer = new ReplySerializer();

  it('that are JSON text go out bare, and say so', () => {
    const reply = serializer.serialize({ response: new JsonText('{"a": 1}') });
    expect(reply.data).toBe('{"a": 1}');
    expect(reply.headers?.has(RPC_HEADERS.bare)).toBe(true);
  });

  it.each([{ response: { a: 1 } }, { err: { code: 'NOT_FOUND', message: 'No.' } }])(
    'of any other kind go out in their packet: %j',
    (packet) => {
      expect(serializer.serialize(packet)).toEqual({ data: JSON.stringify(packet) });
    },
  );
});
