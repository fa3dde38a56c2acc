import 'reflect-metadata';
import { ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import * as contracts from '@trailmark/contracts';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, IsInt, validateSync } from 'class-validator';
import fc from 'fast-check';
import { ValidationFailedError } from '../errors/domain-errors.js';
import { acceptorIfCompilable, compileAcceptor } from './acceptor.js';
import { fieldErrors, validationPipe, VALIDATOR_OPTIONS } from './validation.js';

type Dto = new () => object;

const declarationsOf = (dto: Dto) =>
  getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);

const isDto = (exported: unknown): exported is Dto =>
  typeof exported === 'function' && declarationsOf(exported as Dto).length > 0;

/** Every class that a query, a path, a body or a request between services is read as. */
const DTOS = Object.values<unknown>(contracts)
  .filter(isDto)
  .map((dto) => [dto.name, dto] as const);

/** For every field there is something right in it, and much that is wrong. */
const VALUES: unknown[] = [
  'ann',
  'ann ',
  '',
  'x'.repeat(5000),
  '7',
  'true',
  '2026-01-31',
  '2026-01-31T10:30:00Z',
  '2026-02-30',
  '01890A5D-AC96-774B-BCCE-B302099A8057',
  'Ann@example.com',
  '192.0.2.1',
  'page_view,click',
  'a'.repeat(64),
  0,
  1,
  7.5,
  -1,
  1e15,
  true,
  null,
  {},
  [],
  ['ann'],
  ['ann', 7],
  [{}],
  { key: 'value' },
];

const propertiesOf = (dto: Dto): string[] => [
  ...new Set(declarationsOf(dto).map(({ propertyName }) => propertyName)),
];

/** The class that a property's value is read as, if that is one of ours. */
const nestedIn = (dto: Dto, property: string): Dto | null => {
  const read: unknown = Reflect.get(plainToInstance(dto, { [property]: {} }), property);
  const type = (read as object | undefined)?.constructor as Dto | undefined;
  return type && isDto(type) ? type : null;
};

/** What `IsIn` and its like name. */
const namedFor = (dto: Dto, property: string): unknown[] =>
  declarationsOf(dto)
    .filter(({ propertyName }) => propertyName === property)
    .flatMap(({ constraints }) => (constraints as unknown[] | undefined)?.flat() ?? [])
    .filter((value) => typeof value !== 'function');

const isRight = (dto: Dto, property: string, value: unknown): boolean =>
  !validateSync(plainToInstance(dto, { [property]: value }), VALIDATOR_OPTIONS).some(
    (error) => error.property === property,
  );

/** Objects for a class, most of whose fields are right, with a strange one among them now and then. */
const objectsFor = (dto: Dto): fc.Arbitrary<object> => {
  const fields = propertiesOf(dto).map((property) => {
    const candidates = [...VALUES, ...namedFor(dto, property)];
    const right = candidates.filter((value) => isRight(dto, property, value));
    const nested = nestedIn(dto, property);
    const objects = nested && objectsFor(nested);
    // An alias takes anything, and hands it on to its field.
    const isAlias = right.length === candidates.length;
    const good = [
      ...(isAlias ? [fc.constant(undefined)] : right.length > 0 ? [fc.constantFrom(...right)] : []),
      ...(objects ? [objects, fc.array(objects, { maxLength: 2 })] : []),
    ];
    const wild = fc.oneof(fc.constantFrom(...candidates), fc.jsonValue({ maxDepth: 1 }));
    return [
      property,
      fc.oneof({ weight: 30, arbitrary: fc.oneof(...good) }, { weight: 1, arbitrary: wild }),
    ] as const;
  });
  const known = fc.record(Object.fromEntries(fields), {
    requiredKeys: fields.map(([property]) => property).filter((p) => !isRight(dto, p, undefined)),
  });
  const stranger = fc.oneof(
    { weight: 20, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constantFrom({ stranger: 1 }, { constructor: 1 }) },
  );
  return fc.tuple(known, stranger).map(([object, added]) => ({ ...object, ...added }));
};

const plainPipe = new ValidationPipe({
  ...VALIDATOR_OPTIONS,
  transform: true,
  exceptionFactory: (errors) => new ValidationFailedError(fieldErrors(errors)),
});

/** What a pipe makes of a value: an instance, or what is wrong. */
const outcomeOf = async (pipe: ValidationPipe, value: object, metadata: ArgumentMetadata) => {
  try {
    return { read: (await pipe.transform(structuredClone(value), metadata)) as object };
  } catch (error) {
    if (error instanceof ValidationFailedError) return { wrong: error.details };
    throw error;
  }
};

describe.each(DTOS)('reading a %s', (_name, dto) => {
  const metadata: ArgumentMetadata = { type: 'body', metatype: dto, data: undefined };
  const pipe = validationPipe();

  it('comes to what class-validator alone would come to', async () => {
    const accepts = compileAcceptor(dto);
    let right = 0;
    await fc.assert(
      fc.asyncProperty(objectsFor(dto), async (value) => {
        const expected = await outcomeOf(plainPipe, value, metadata);
        expect(await outcomeOf(pipe, value, metadata)).toStrictEqual(expected);
        if (expected.read) expect(accepts(expected.read)).toBe(true);
        if (expected.read) right += 1;
      }),
      { numRuns: 200 },
    );
    expect(right).toBeGreaterThan(0);
  });
});

class Conditional {
  @IsInt({ validateIf: () => true })
  days!: number;
}

describe('a class with declarations that are not compiled', () => {
  it('has no acceptor', () => {
    expect(acceptorIfCompilable(Conditional)).toBeNull();
    expect(() => compileAcceptor(Conditional)).toThrow('Conditional.days');
  });

  it('is still validated', async () => {
    const metadata: ArgumentMetadata = { type: 'body', metatype: Conditional, data: undefined };
    const { wrong } = await outcomeOf(validationPipe(), { days: 'x' }, metadata);
    expect(wrong).toEqual([{ field: 'days', message: 'days must be an integer number' }]);
    expect((await outcomeOf(validationPipe(), { days: 1 }, metadata)).read).toEqual({ days: 1 });
  });
});
