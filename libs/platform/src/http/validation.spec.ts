import 'reflect-metadata';
import { ArgumentMetadata } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, IsString, MinLength, ValidateNested, ValidationError } from 'class-validator';
import { ValidationFailedError } from '../errors/domain-errors.js';
import { fieldErrors, validationPipe } from './validation.js';

class Place {
  @MinLength(2)
  @IsString()
  country!: string;
}

class Stop {
  @ValidateNested()
  @Type(() => Place)
  place!: Place;
}

class Trip {
  @IsInt()
  days!: number;

  @ValidateNested({ each: true })
  @Type(() => Stop)
  stops!: Stop[];
}

const TRIP: ArgumentMetadata = { type: 'body', metatype: Trip, data: undefined };

const check = (body: unknown): Promise<unknown> =>
  validationPipe().transform(body, TRIP) as Promise<unknown>;

const failureOf = async (body: unknown): Promise<ValidationFailedError> => {
  try {
    await check(body);
  } catch (error) {
    if (error instanceof ValidationFailedError) return error;
    throw error;
  }
  throw new Error('it was accepted');
};

const wrongFields = async (body: unknown): Promise<string[]> =>
  ((await failureOf(body)).details ?? []).map(({ field }) => field);

const errorOn = (property: string, children: ValidationError[] = []): ValidationError => ({
  property,
  children,
  ...(children.length === 0 && { constraints: { rule: `${property} is wrong` } }),
});

describe('validationPipe', () => {
  it('makes an instance of the class, nested ones too', async () => {
    const trip = await check({ days: 3, stops: [{ place: { country: 'DE' } }] });
    expect(trip).toBeInstanceOf(Trip);
    expect((trip as Trip).stops[0]?.place).toBeInstanceOf(Place);
  });

  it.each([31, 33, 20_000])(
    'refuses what is nested %i levels deep, whatever it is',
    async (levels) => {
      let deep: unknown = 1;
      for (let level = 0; level < levels; level += 1) deep = level % 2 ? [deep] : { deep };
      const { details = [] } = await failureOf(deep);
      const said = details.some(({ message }) => message.includes('32 levels'));
      expect(said).toBe(levels > 32);
    },
  );

  it('names every wrong field by its path, list indexes included', async () => {
    const stops = [{ place: { country: 'DE' } }, { place: { country: 5 } }];
    expect(await wrongFields({ days: 'x', stops })).toEqual(['days', 'stops.1.place.country']);
  });

  it('says one thing of each field', async () => {
    const { details } = await failureOf({ days: 1, stops: [{ place: { country: 5 } }] });
    expect(details).toHaveLength(1);
  });

  it('refuses an unknown field, however deep', async () => {
    const stops = [{ place: { country: 'DE', moon: 1 } }];
    expect(await wrongFields({ days: 1, stops })).toEqual(['stops.0.place.moon']);
  });

  it('does not repeat what was sent', async () => {
    const failure = await failureOf({ days: 'Qz7', stops: [{ place: { country: 'Q' } }] });
    expect(JSON.stringify(failure.toBody())).not.toMatch(/Qz7|"Q"/);
  });

  it('fails with VALIDATION_ERROR', async () => {
    expect((await failureOf({})).code).toBe('VALIDATION_ERROR');
  });
});

describe('fieldErrors', () => {
  it('puts the prefix before every path', () => {
    const errors = [errorOn('a'), errorOn('b', [errorOn('c')])];
    expect(fieldErrors(errors, 'events.3.')).toEqual([
      { field: 'events.3.a', message: 'a is wrong' },
      { field: 'events.3.b.c', message: 'c is wrong' },
    ]);
  });

  it('gives all constraints of one field', () => {
    const error = { property: 'a', constraints: { one: 'too long', two: 'not text' } };
    expect(fieldErrors([error])).toEqual([
      { field: 'a', message: 'too long' },
      { field: 'a', message: 'not text' },
    ]);
  });

  it('ends at a hundred', () => {
    const many = Array.from({ length: 101 }, (_, index) => errorOn(`field${index}`));
    expect(fieldErrors(many)).toHaveLength(100);
    expect(fieldErrors([errorOn('list', many)])).toHaveLength(100);
  });

  it('of nothing are nothing', () => {
    expect(fieldErrors([])).toEqual([]);
  });
});
