import { Injectable, OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { AnswerConfig } from './answered-as.decorator.js';

/** Fastify's type knows nothing of answers without a body; it sends none. */
type Serializer = (result: unknown) => string;

/** Lets routes of this server answer in the form they are configured with. */
export const writeAnswers = (server: FastifyInstance): void => {
  server.addHook('preHandler', (request, reply, done) => {
    const { answerForm } = request.routeOptions.config as AnswerConfig;
    if (answerForm) {
      void reply.serializer(((result) => answerForm(result, request, reply)) as Serializer);
    }
    done();
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
