import { Serializer } from '@nestjs/microservices';
import { RPC_HEADERS } from '@trailmark/contracts';
import { headers, MsgHdrs } from 'nats';
import { JsonText } from '../json/json-text.js';

/** Nest's wire format of one answer. */
export interface ReplyPacket {
  response?: unknown;
  err?: unknown;
  /** That no further one follows. */
  isDisposed?: true;
  id?: string;
}

interface SerializedReply {
  data: string;
  headers?: MsgHdrs;
}

const bare = (text: string): SerializedReply => {
  const marked = headers();
  marked.set(RPC_HEADERS.bare, '1');
  return { data: text, headers: marked };
};

/** Answers that are JSON text are sent bare, so that nobody need read them; all others in Nest's packet. */
export class ReplySerializer implements Serializer<ReplyPacket, SerializedReply> {
  serialize(packet: ReplyPacket): SerializedReply {
    const { response } = packet;
    return response instanceof JsonText
      ? bare((response as JsonText<unknown>).text)
      : { data: JSON.stringify(packet) };
  }
}
