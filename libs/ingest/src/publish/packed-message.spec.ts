import { FactMessage } from '@trailmark/contracts';
import fc from 'fast-check';
import { factId } from '../fact-ids.js';
import { packMessage } from './packed-message.js';

const facts = fc.array(
  fc.record({ key: fc.option(fc.string()), user_id: fc.string(), body: fc.jsonValue() }),
  { minLength: 1, maxLength: 20 },
);

describe('packMessage', () => {
  it('is the JSON of the message, whatever the facts and the request are called', () => {
    fc.assert(
      fc.property(facts, fc.string({ unit: 'binary' }), (given, requestId) => {
        const texts = given.map((fact) => JSON.stringify(fact));
        const { messageId, ids, payload } = packMessage(texts, requestId);
        const message = JSON.parse(payload.toString()) as FactMessage;
        expect(ids).toEqual(given.map((_fact, index) => factId(messageId, index)));
        expect(message).toEqual({
          message_id: messageId,
          request_id: JSON.parse(JSON.stringify(requestId)) as string,
          received_at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
          facts: texts.map((text, index) => ({
            id: ids[index],
            ...(JSON.parse(text) as object),
          })),
        });
      }),
    );
  });
});
