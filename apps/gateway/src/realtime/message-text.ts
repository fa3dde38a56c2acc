import { RealtimeMessage } from '@trailmark/contracts';

/** A message made ready once for any number of sockets. */
export interface MessageText {
  type: RealtimeMessage['type'];
  bytes: Buffer;
}

export const textOf = (message: RealtimeMessage): MessageText => ({
  type: message.type,
  bytes: Buffer.from(JSON.stringify(message)),
});
