import { context, propagation, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { headers } from 'nats';
import { NotFoundError } from '../errors/domain-errors.js';
import { isSampled, readTraceContext, writeTraceContext } from './message-trace.js';
import { inSpan, traceIds } from './spans.js';

const TRACEPARENT = 'traceparent';

describe('spans', () => {
  describe('when tracing has not started', () => {
    it('are nothing, and say nothing to messages and logs', async () => {
      const head = headers();
      const answer = await inSpan('work', {}, (span) => {
        writeTraceContext(head);
        return Promise.resolve({ recording: span.isRecording(), ids: traceIds() });
      });
      expect(answer).toEqual({ recording: false, ids: {} });
      expect([...head.keys()]).toEqual([]);
    });
  });

  describe('when tracing has started', () => {
    const exporter = new InMemorySpanExporter();

    beforeAll(() => {
      context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
      propagation.setGlobalPropagator(new W3CTraceContextPropagator());
      const spanProcessors = [new SimpleSpanProcessor({ exporter })];
      trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors }));
    });
    afterEach(() => exporter.reset());
    afterAll(() => {
      trace.disable();
      propagation.disable();
      context.disable();
    });

    it('go with a message to whoever reads it', async () => {
      const head = headers();
      await inSpan('send', {}, () => Promise.resolve(writeTraceContext(head)));
      const [sent] = exporter.getFinishedSpans();
      const read = trace.getSpanContext(readTraceContext(head));
      expect(read).toMatchObject({
        traceId: sent?.spanContext().traceId,
        spanId: sent?.spanContext().spanId,
        isRemote: true,
      });
    });

    it.each([
      ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', true],
      ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00', false],
      ['00-00000000000000000000000000000000-b7ad6b7169203331-01', false],
      ['nonsense', false],
    ])('of a message with %s are kept: %s', (traceparent, kept) => {
      const head = headers();
      head.set(TRACEPARENT, traceparent);
      expect(isSampled(readTraceContext(head))).toBe(kept);
    });

    it('of a message without headers are not kept', () => {
      expect(isSampled(readTraceContext(undefined))).toBe(false);
    });

    it('have their ids in log lines', async () => {
      const ids = await inSpan('work', {}, () => Promise.resolve(traceIds()));
      const { traceId, spanId } = exporter.getFinishedSpans()[0]?.spanContext() ?? {};
      expect(ids).toEqual({ trace_id: traceId, span_id: spanId });
    });

    it.each([
      [new NotFoundError('No such event: secret.'), 'NOT_FOUND'],
      [new TypeError('secret'), 'TypeError'],
      [Object.assign(new Error('secret'), { code: 'ER_DUP_ENTRY' }), 'ER_DUP_ENTRY'],
    ])('tell a failure by its kind, and pass it on', async (error, type) => {
      await expect(inSpan('work', {}, () => Promise.reject(error))).rejects.toBe(error);
      const [span] = exporter.getFinishedSpans();
      expect(span?.status).toEqual({ code: SpanStatusCode.ERROR });
      expect(span?.attributes).toEqual({ 'error.type': type });
      expect(span?.events).toEqual([]);
    });
  });
});
