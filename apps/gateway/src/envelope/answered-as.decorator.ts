import { RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Writes what a handler returned as the body of its answer; undefined: there is none, as of a 304. */
export type AnswerForm<T> = (
  result: T,
  request: FastifyRequest,
  reply: FastifyReply,
) => string | undefined;

/** What a route marked with `AnsweredAs` is configured with. */
export interface AnswerConfig {
  answerForm?: AnswerForm<unknown>;
}

type Method = TypedPropertyDescriptor<object>;

const methodsOf = (prototype: object): [string, Method][] =>
  Object.entries<Method>(Object.getOwnPropertyDescriptors(prototype)).filter(
    ([name, { value }]) => name !== 'constructor' && typeof value === 'function',
  );

const configOf = ({ value }: Method): object | undefined =>
  value && (Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, value) as object | undefined);

/** All routes of the controller answer in this form. Errors have a form of their own. */
export const AnsweredAs =
  <T>(answerForm: AnswerForm<T>): ClassDecorator =>
  ({ prototype }) => {
    for (const [name, descriptor] of methodsOf(prototype as object)) {
      const config = { ...configOf(descriptor), answerForm };
      RouteConfig(config)(prototype as object, name, descriptor);
    }
  };
