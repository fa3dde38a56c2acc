import fc from 'fast-check';
import { readEntityTags } from './entity-tags.js';

const strong = (value: string) => ({ weak: false, value });
const weak = (value: string) => ({ weak: true, value });

describe('entity tags', () => {
  it.each([
    ['*', '*'],
    [' * ', '*'],
    ['"1"', [strong('1')]],
    ['W/"1"', [weak('1')]],
    ['""', [strong('')]],
    ['"1", "2"', [strong('1'), strong('2')]],
    ['"1","2" ,\tW/"3"', [strong('1'), strong('2'), weak('3')]],
    ['"a,b", "c"', [strong('a,b'), strong('c')]],
    ['"1",', [strong('1')]],
  ])('reads %s', (header, tags) => {
    expect(readEntityTags(header)).toEqual(tags);
  });

  it.each(['', ' ', ',', '1', '"1', '1"', "'1'", '"1" "2"', 'w/"1"', 'W/1', '*, "1"', '"a b"'])(
    'knows %j for malformed',
    (header) => {
      expect(readEntityTags(header)).toBeNull();
    },
  );

  it('reads whatever list it is given', () => {
    const value = fc.string({
      unit: fc.constantFrom('a', 'Z', '0', ',', '/', 'é', '!'),
      maxLength: 9,
    });
    const tag = fc.record({ weak: fc.boolean(), value });
    fc.assert(
      fc.property(fc.array(tag, { minLength: 1, maxLength: 9 }), (tags) => {
        const header = tags.map((one) => `${one.weak ? 'W/' : ''}"${one.value}"`).join(', ');
        expect(readEntityTags(header)).toEqual(tags);
      }),
    );
  });
});
