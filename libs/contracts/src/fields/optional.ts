import { IsOptional } from 'class-validator';

export interface FieldOptions {
  /** Absent and `null` are accepted and skip the other checks. */
  optional?: boolean;
  description?: string;
  example?: unknown;
}

export const presence = ({ optional = false }: FieldOptions): PropertyDecorator[] =>
  optional ? [IsOptional()] : [];

/** The part of an OpenAPI property that every field decorator shares. */
export const documented = ({ optional = false, description, example }: FieldOptions) => ({
  required: !optional,
  ...(optional && { nullable: true }),
  ...(description !== undefined && { description }),
  ...(example !== undefined && { example }),
});
