import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Expose, Transform } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsOptional, IsString } from 'class-validator';
import { CodePoints } from './code-points.js';

interface ListOptions {
  /** A second name under which values may come; both are merged. */
  alias?: string;
  values?: readonly string[];
  /** Split a single text at commas. */
  commas?: boolean;
  maxLength?: number;
  description?: string;
}

const MAX_VALUES = 100;

const valuesOf = (raw: unknown, commas: boolean): unknown[] => {
  if (raw === undefined || raw === null) return [];
  if (Array.isArray(raw)) return raw;
  return commas && typeof raw === 'string' ? raw.split(',') : [raw];
};

const merge = (names: string[], commas: boolean) =>
  Transform(({ obj }: { obj: Record<string, unknown> }) => {
    const values = new Set(names.flatMap((name) => valuesOf(obj[name], commas)));
    return values.size > 0 ? [...values] : undefined;
  });

/**
 * A filter of one or several values: repeated, or one text with commas, or under its alias. A list
 * is taken as it is, so that what was read once reads the same again on the other side of the wire,
 * and a value that holds a comma can be given twice.
 */
export const ListField = (options: ListOptions): PropertyDecorator => {
  const { alias, values, commas = true, maxLength = 255, description } = options;
  return (target, property) => {
    const names = [String(property), ...(alias === undefined ? [] : [alias])];
    const decorate = applyDecorators(
      ApiProperty({
        type: [String],
        required: false,
        ...(values && { enum: values }),
        ...(description && { description }),
      }),
      Expose(),
      merge(names, commas),
      IsOptional(),
      ArrayMaxSize(MAX_VALUES),
      ...(values
        ? [IsIn(values, { each: true })]
        : [IsString({ each: true }), CodePoints(1, maxLength, { each: true })]),
    );
    decorate(target, property);
  };
};

/** The second name of a ListField; accepted, and empty after merging. */
export const ListAlias = (of: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: [String], required: false, description: `The same as \`${of}\`.` }),
    Transform(() => undefined),
    IsOptional(),
  );
