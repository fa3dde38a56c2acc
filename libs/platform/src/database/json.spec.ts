import fc from 'fast-check';
import { parseJson } from './json.js';

describe('parseJson', () => {
  it('reads the same from a server that hands out text and from one that hands out the value', () => {
    fc.assert(
      fc.property(fc.object({ depthSize: 'small' }), (value) => {
        const json = JSON.parse(JSON.stringify(value)) as unknown;
        expect(parseJson(JSON.stringify(json))).toEqual(json);
        expect(parseJson(json)).toEqual(json);
      }),
    );
  });

  it.each([null, undefined])('reads %p as null', (column) => {
    expect(parseJson(column)).toBeNull();
  });
});
