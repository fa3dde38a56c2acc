import { context, propagation, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { EVENT_STREAM } from '@trailmark/contracts';
import { JsMsg, natsHeaders } from '@trailmark/platform';
import { tracedCommit } from './commit-trace.js';
import { Delivery } from './delivery.js';

const FIRST = '1'.repeat(32);
const SECOND = '2'.repeat(32);
const SENDER = '3'.repeat(16);

/** A delivery of a trace, or of none. */
const aDelivery = (traceId: string | null, flags = '01'): Delivery<unknown> => {
  const headers = natsHeaders();
  if (traceId) headers.set('traceparent', `00-${traceId}-${SENDER}-${flags}`);
  return {
    raw: { headers } as unknown as JsMsg,
    message: {
      message_id: 'm',
      request_id: 'r',
      received_at: '2026-01-01T00:00:00.000Z',
      facts: [],
    },
    streamSeq: 1,
    bytes: 0,
  };
};

describe('tracedCommit', () => {
  const exporter = new InMemorySpanExporter();
  const spans = () => exporter.getFinishedSpans();

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

  const commit = (deliveries: Delivery<unknown>[], work = () => Promise.resolve('done')) =>
    tracedCommit(EVENT_STREAM, deliveries, work);

  it('is part of the trace of every message that has one which is kept', async () => {
    const batch = [aDelivery(null), aDelivery(FIRST), aDelivery(SECOND), aDelivery(FIRST, '00')];
    await expect(commit(batch)).resolves.toBe('done');
    const places = spans().map((span) => [
      span.spanContext().traceId,
      span.parentSpanContext?.spanId,
    ]);
    expect(places).toEqual([
      [FIRST, SENDER],
      [SECOND, SENDER],
    ]);
  });

  it('does its work in the first one, which the others link to', async () => {
    let within: string | undefined;
    await commit([aDelivery(FIRST), aDelivery(SECOND)], () => {
      within = trace.getActiveSpan()?.spanContext().spanId;
      return Promise.resolve('done');
    });
    const [first, second] = spans();
    expect(first?.spanContext().spanId).toBe(within);
    expect(first?.links).toEqual([]);
    expect(second?.links.map((link) => link.context.spanId)).toEqual([within]);
  });

  it('makes none when no trace is kept', async () => {
    await expect(commit([aDelivery(null), aDelivery(FIRST, '00')])).resolves.toBe('done');
    expect(spans()).toEqual([]);
  });

  it('says in each that it failed, and passes the failure on', async () => {
    const failure = new Error('no');
    const work = () => Promise.reject(failure);
    await expect(commit([aDelivery(FIRST), aDelivery(SECOND)], work)).rejects.toBe(failure);
    expect(spans().map(({ status }) => status.code)).toEqual([
      SpanStatusCode.ERROR,
      SpanStatusCode.ERROR,
    ]);
  });
});
