import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsOptional, IsString, Length } from 'class-validator';

interface ListOptions {
  /** A second name under which values may come; both are merged. */
  alias?: string;
  values?: readonly string[];
  /** Split values at commas. Off for text in which a comma may stand. */
  commas?: boolean;
  maxLength?: number;
  description?: string;
}

const MAX_VALUES = 100;

const valuesOf = (raw: unknown, commas: boolean): unknown[] => {
  if (raw === undefined || raw === null) return [];
  const values: unknown[] = Array.isArray(raw) ? raw : [raw];
  return commas
    ? values.flatMap((value) => (typeof value === 'string' ? value.split(',') : [value]))
    : values;
};

const merge = (names: string[], commas: boolean) =>
  Transform(({ obj }: { obj: Record<string, unknown> }) => {
    const values = new Set(names.flatMap((name) => valuesOf(obj[name], commas)));
    return values.size > 0 ? [...values] : undefined;
  });

/**
 * A filter of one or several values: repeated, comma-separated, or under its alias. Reads the same
 * from a query string and from JSON, so that one class validates on both sides of the wire.
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
      merge(names, commas),
      IsOptional(),
      ArrayMaxSize(MAX_VALUES),
      ...(values
        ? [IsIn(values, { each: true })]
        : [IsString({ each: true }), Length(1, maxLength, { each: true })]),
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
