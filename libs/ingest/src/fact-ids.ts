import { randomUUID } from 'node:crypto';

/** Most facts one message can name: a UUIDv7's counter has 12 bits, and zero is the message. */
export const MAX_FACTS_PER_MESSAGE = 4095;

/**
 * A new message id: UUIDv7 (RFC 9562) with its 12-bit counter at zero.
 * @param at milliseconds since 1970.
 */
export const newMessageId = (at = Date.now()): string => {
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000${randomUUID().slice(18)}`;
};

/**
 * The id of a message's fact at `index` (from 0): the message id with its counter at `index` + 1
 * (RFC 9562 §6.2, method 1). So ids of one message sort in its order, and the message follows from
 * any of them.
 * @throws RangeError when the counter cannot hold `index`.
 */
export const factId = (messageId: string, index: number): string => {
  if (!Number.isInteger(index) || index < 0 || index >= MAX_FACTS_PER_MESSAGE)
    throw new RangeError(`index ${index}`);
  const counter = (index + 1).toString(16).padStart(3, '0');
  return `${messageId.slice(0, 15)}${counter}${messageId.slice(18)}`;
};

/** The message a fact travelled in. */
export const messageIdOf = (id: string): string => `${id.slice(0, 15)}000${id.slice(18)}`;
