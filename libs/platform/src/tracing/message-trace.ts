import {
  Context,
  context,
  isSpanContextValid,
  propagation,
  ROOT_CONTEXT,
  TextMapGetter,
  TextMapSetter,
  trace,
} from '@opentelemetry/api';
import type { MsgHdrs } from 'nats';

const setter: TextMapSetter<MsgHdrs> = {
  set: (headers, key, value) => headers.set(key, value),
};

const getter: TextMapGetter<MsgHdrs> = {
  keys: (headers) => headers.keys(),
  get: (headers, key) => headers.get(key) || undefined,
};

/** Writes the current span into a message's headers (`traceparent`, W3C Trace Context). */
export const writeTraceContext = (headers: MsgHdrs): void =>
  propagation.inject(context.active(), headers, setter);

/** What a message's sender was doing; the empty context when it does not say. */
export const readTraceContext = (headers: MsgHdrs | undefined): Context =>
  headers ? propagation.extract(ROOT_CONTEXT, headers, getter) : ROOT_CONTEXT;

/** Whether a context is of a trace that is kept. */
export const isSampled = (from: Context): boolean => {
  const span = trace.getSpanContext(from);
  return span !== undefined && isSpanContextValid(span) && (span.traceFlags & 1) === 1;
};
