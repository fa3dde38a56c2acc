import { Attributes, Span, SpanOptions, SpanStatusCode, trace } from '@opentelemetry/api';

/** Makes spans once tracing has started; until then, and without it, spans that hold and cost nothing. */
export const tracer = trace.getTracer('trailmark');

/** Errors are told by their code or class alone: a message may quote what a client sent. */
const typeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
};

/** Notes on a span that its work failed. */
export const markFailed = (span: Span, error: unknown): void => {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', typeOf(error));
};

/** Runs `work` within a span of its own, which ends with it. Whatever `work` throws is passed on. */
export const inSpan = <T>(
  name: string,
  options: SpanOptions,
  work: (span: Span) => Promise<T>,
): Promise<T> =>
  tracer.startActiveSpan(name, options, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      markFailed(span, error);
      throw error;
    } finally {
      span.end();
    }
  });

/** Ids of the span at work, as log lines carry them; nothing without one. */
export const traceIds = (): Attributes => {
  const at = trace.getActiveSpan()?.spanContext();
  return at ? { trace_id: at.traceId, span_id: at.spanId } : {};
};
