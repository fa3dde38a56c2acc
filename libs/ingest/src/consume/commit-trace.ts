import { context, ROOT_CONTEXT, Span, SpanKind, trace } from '@opentelemetry/api';
import { FactStream } from '@trailmark/contracts';
import { isSampled, markFailed, readTraceContext, tracer } from '@trailmark/platform';
import { streamAttributes } from '../streams/stream-attributes.js';
import { Delivery } from './delivery.js';

/**
 * Runs a group commit within the traces of its messages. Each trace that is kept gets a span of the
 * commit; statements belong to the first one's, which the others link to.
 */
export const tracedCommit = async <T>(
  stream: FactStream,
  batch: Delivery<unknown>[],
  commit: () => Promise<T>,
): Promise<T> => {
  const spans = startSpans(stream, batch);
  const [first] = spans;
  if (!first) return commit();
  try {
    return await context.with(trace.setSpan(ROOT_CONTEXT, first), commit);
  } catch (error) {
    for (const span of spans) markFailed(span, error);
    throw error;
  } finally {
    for (const span of spans) span.end();
  }
};

const startSpans = (stream: FactStream, batch: Delivery<unknown>[]): Span[] => {
  const spans: Span[] = [];
  for (const { raw, message } of batch) {
    const sender = readTraceContext(raw.headers);
    if (!isSampled(sender)) continue;
    const [first] = spans;
    const options = {
      kind: SpanKind.CONSUMER,
      links: first ? [{ context: first.spanContext() }] : [],
      attributes: {
        ...streamAttributes(stream, 'process'),
        'messaging.message.id': message.message_id,
        'messaging.batch.message_count': batch.length,
      },
    };
    spans.push(tracer.startSpan(`commit ${stream.record}`, options, sender));
  }
  return spans;
};
