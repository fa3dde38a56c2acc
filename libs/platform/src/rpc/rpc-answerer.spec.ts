import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { MessageHandler } from '@nestjs/microservices';
import { Principal } from '@trailmark/contracts';
import { Msg, MsgHdrs } from 'nats';
import { Histogram } from 'prom-client';
import { currentContext } from '../context/request-context.js';
import { NotFoundError } from '../errors/domain-errors.js';
import { RpcAnswerer } from './rpc-answerer.js';
import { RpcErrorFilter } from './rpc-exception.filter.js';
import { writeHeaders } from './rpc-headers.js';
import { RpcMetrics } from './rpc-metrics.js';

const ANN: Principal = { sub: 'ann', email: null, roles: ['user'] };

/** The part of a message that is read. */
const messageWith = (headers: MsgHdrs): Msg =>
  ({ subject: 'events.event.find', headers }) as unknown as Msg;

const histogram = (name: string): Histogram =>
  new Histogram({ name, help: name, labelNames: ['subject', 'result'], registers: [] });

const resultsOf = async (answered: Histogram): Promise<unknown[]> => {
  const { values } = await answered.get();
  return values
    .filter(({ metricName }) => metricName?.endsWith('_count'))
    .map(({ labels }) => labels.result);
};

describe('an answer', () => {
  const answered = histogram('answered');
  const answerer = new RpcAnswerer(new RpcMetrics(histogram('asked'), answered));
  const ask = (handler: MessageHandler, timeoutMs = 1000) => {
    const context = { requestId: 'r1', principal: ANN };
    const message = messageWith(writeHeaders(context, timeoutMs));
    return answerer.answer(handler, { message, data: { days: 7 } });
  };

  beforeEach(() => answered.reset());

  it('is what the handler says in its caller’s context', async () => {
    const answer = await ask((data) => Promise.resolve({ data, context: currentContext() }));
    const context = { requestId: 'r1', principal: ANN };
    expect(answer).toEqual({ response: { data: { days: 7 }, context } });
    expect(await resultsOf(answered)).toEqual(['OK']);
  });

  it('is the body of the error that the filter made of a failure', async () => {
    const filter = new RpcErrorFilter();
    const failure = filter.catch(new NotFoundError('Gone.'), undefined as never);
    const answer = await ask(() => Promise.resolve(failure));
    expect(answer).toEqual({ err: { code: 'NOT_FOUND', message: 'Gone.' } });
    expect(await resultsOf(answered)).toEqual(['NOT_FOUND']);
  });

  it('says that it comes too late for its caller', async () => {
    const answer = await ask(() => new Promise<never>(() => undefined), 5);
    const message = 'The service did not answer in time.';
    expect(answer).toEqual({ err: { code: 'UNAVAILABLE', message } });
    expect(await resultsOf(answered)).toEqual(['UNAVAILABLE']);
  });

  it('is there, and says nothing of the cause, when even the filter fails', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    const answer = await ask(() => Promise.reject(new Error('Qz7')));
    expect(answer).toMatchObject({ err: { code: 'INTERNAL_ERROR' } });
    expect(logged).toHaveBeenCalledTimes(1);
    logged.mockRestore();
    expect(JSON.stringify(answer)).not.toContain('Qz7');
  });
});
