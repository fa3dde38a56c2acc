import { Attributes } from '@opentelemetry/api';
import { FactStream } from '@trailmark/contracts';

/** What a span says of messages of a stream; their subjects end in an id each, which is left out. */
export const streamAttributes = (
  stream: FactStream,
  operation: 'send' | 'process',
): Attributes => ({
  'messaging.system': 'nats',
  'messaging.operation.type': operation,
  'messaging.operation.name': operation,
  'messaging.destination.name': stream.name,
  'messaging.destination.template': `${stream.record}.{message_id}`,
});
