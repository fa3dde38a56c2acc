import { Attributes } from '@opentelemetry/api';

/** What a span says of a request over NATS; a subject begins with the service that answers it. */
export const rpcAttributes = (subject: string): Attributes => ({
  'rpc.system.name': 'nats',
  'rpc.method': subject,
  'rpc.service': subject.split('.', 1)[0],
});
