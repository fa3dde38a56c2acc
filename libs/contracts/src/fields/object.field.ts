import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsObject, ValidateNested } from 'class-validator';
import { ApiNullableModel } from './nullable-model.js';
import { documented, FieldOptions, presence } from './optional.js';

const freeObject = (options: FieldOptions) => {
  const { required, ...rest } = documented(options);
  return {
    type: 'object' as const,
    additionalProperties: true,
    selfRequired: required,
    ...rest,
  };
};

/** Keeps a value as it came: class-transformer loses keys such as `toString`. */
export const Verbatim = (): PropertyDecorator =>
  Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]);

/** A free JSON object. */
export const JsonField = (options: FieldOptions): PropertyDecorator =>
  applyDecorators(ApiProperty(freeObject(options)), Verbatim(), IsObject(), ...presence(options));

const documentedModel = (type: () => new () => object, options: FieldOptions) =>
  options.optional
    ? ApiNullableModel(type(), { ...options, required: false })
    : ApiProperty({ type, ...documented(options) });

/** An object validated by a DTO of its own. */
export const NestedField = (type: () => new () => object, options: FieldOptions) =>
  applyDecorators(
    documentedModel(type, options),
    IsObject(),
    ValidateNested(),
    Type(type),
    ...presence(options),
  );
