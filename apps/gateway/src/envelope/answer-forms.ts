import { Injectable, OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, preHandlerHookHandler } from 'fastify';
import { AnswerConfig, AnswerForm } from './answered-as.decorator.js';

/** Fastify's type knows nothing of answers without a body; it sends none. */
type Serializer = (result: unknown) => string;

const writes =
  (form: AnswerForm<unknown>): preHandlerHookHandler =>
  (request, reply, done) => {
    void reply.serializer(((result) => form(result, request, reply)) as Serializer);
    done();
  };

/** Lets routes of this server answer in the form they are configured with. Comes before the routes. */
export const writeAnswers = (server: FastifyInstance): void => {
  server.addHook('onRoute', (route) => {
    const { answerForm } = (route.config ?? {}) as AnswerConfig;
    if (answerForm) route.preHandler = [route.preHandler ?? [], writes(answerForm)].flat();
  });
};

/** Forms of answers belong to Fastify's serialising: as interceptors each answer would be a stream of one. */
@Injectable()
export class AnswerForms implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    writeAnswers(this.host.httpAdapter.getInstance<FastifyInstance>());
  }
}
