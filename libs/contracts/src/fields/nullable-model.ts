import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';

interface Options {
  description?: string;
  required?: boolean;
}

/** Documents a model or `null`; OpenAPI 3.0 does not let a reference alone be nullable. */
export const ApiNullableModel =
  (model: new () => object, options: Options = {}): PropertyDecorator =>
  (target, property) => {
    ApiExtraModels(model)(target.constructor);
    ApiProperty({
      ...options,
      oneOf: [{ $ref: getSchemaPath(model) }, { type: 'object', nullable: true, enum: [null] }],
    })(target, property);
  };
