import {
  getMetadataStorage,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Matches,
  validateSync,
} from 'class-validator';
import fc from 'fast-check';
import { directCheck } from './direct-check.js';

class Declared {
  @IsString()
  text: unknown;

  @IsObject()
  object: unknown;

  @IsIn(['web', 'ios', 7, null])
  chosen: unknown;

  @Matches(/^\S(.*\S)?$/su)
  trimmed: unknown;

  @Matches(/a/gi)
  global: unknown;

  @Matches(/a/y)
  sticky: unknown;

  @IsInt()
  whole: unknown;
}

const metadataOf = (property: keyof Declared) => {
  const all = getMetadataStorage().getTargetValidationMetadatas(Declared, '', false, false);
  const found = all.find(({ propertyName }) => propertyName === property);
  if (!found) throw new Error(`${property} is not declared`);
  return found;
};

const isRight = (property: keyof Declared, value: unknown): boolean =>
  !validateSync(Object.assign(new Declared(), { [property]: value })).some(
    (error) => error.property === property,
  );

describe.each(['text', 'object', 'chosen', 'trimmed'] as const)('the check of %s', (property) => {
  const check = directCheck(metadataOf(property));
  const values = fc.oneof(
    fc.anything(),
    fc.constantFrom('web', 'ios', 7, null, ' a', 'a ', '\n', 'a\nb', () => 1),
    fc.string({ unit: fc.constantFrom(' ', '\t', 'a', '😀') }),
  );

  it('says what class-validator says', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(check?.(value)).toBe(isRight(property, value));
      }),
      { numRuns: 500 },
    );
  });
});

it.each(['global', 'sticky', 'whole'] as const)('there is none of %s', (property) => {
  expect(directCheck(metadataOf(property))).toBeNull();
});
