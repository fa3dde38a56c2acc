import { FactMessage } from '@trailmark/contracts';
import fc from 'fast-check';
import { factId } from '../fact-ids.js';
import { packMessage } from './packed-message.js';

const facts = fc.array(
  fc.record({ key: fc.option(fc.string()), user_id: fc.string(), body: fc.jsonValue() }),
  { minLength: 1, maxLength: 20 },
);
const parcels = fc.array(fc.tuple(facts, fc.string({ unit: 'binary' })), {
  minLength: 1,
  maxLength: 4,
});

/** What JSON makes of lone surrogates. */
const written = (text: string): string => JSON.parse(JSON.stringify(text)) as string;

describe('packMessage', () => {
  it('is the JSON of the message, whatever the facts and the requests are called', () => {
    fc.assert(
      fc.property(parcels, (given) => {
        const packed = given.map(([some, requestId]) => ({
          facts: some.map((fact) => JSON.stringify(fact)),
          requestId,
        }));
        const { messageId, ids, payload } = packMessage(packed);
        const first = packed[0]?.requestId ?? '';
        const all = packed.flatMap(({ facts: texts, requestId }) =>
          texts.map((text) => ({
            ...(requestId === first ? {} : { request_id: written(requestId) }),
            ...(JSON.parse(text) as object),
          })),
        );
        expect(ids).toEqual(all.map((_fact, index) => factId(messageId, index)));
        expect(JSON.parse(payload.toString()) as FactMessage).toEqual({
          message_id: messageId,
          request_id: written(first),
          received_at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
          facts: all.map((fact, index) => ({ id: ids[index], ...fact })),
        });
      }),
    );
  });
});
