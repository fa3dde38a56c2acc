import { Injectable } from '@nestjs/common';
import { Access } from '@trailmark/auth';
import { DEAD_LETTER_STREAM, EVENT_STREAM, EventLocation, FactMessage } from '@trailmark/contracts';
import { messageIdOf, StoredMessages } from '@trailmark/ingest';
import { DomainError, hasCode, isUuid, NotFoundError, RpcClient } from '@trailmark/platform';

/** Finds an event wherever it is on its way: in the store, in the stream, or set aside. */
@Injectable()
export class EventLocator {
  constructor(
    private readonly rpc: RpcClient,
    private readonly messages: StoredMessages,
  ) {}

  /** @throws NotFoundError when no event visible to the caller has this id. */
  async locate(eventId: string, access: Access): Promise<EventLocation> {
    const userId = access.reach === 'any' ? null : access.principal.sub;
    const ask = () => this.rpc.call('events.event.locate', { event_id: eventId, user_id: userId });
    const [stored, away] = await attempt(ask);
    if (stored) return stored;
    const waiting = isUuid(eventId) ? await this.locateInStreams(eventId, access) : null;
    if (waiting) return waiting;
    if (away) throw away;
    const storedMeanwhile = await ask();
    if (storedMeanwhile) return storedMeanwhile;
    throw new NotFoundError('There is no such event.');
  }

  private async locateInStreams(id: string, access: Access): Promise<EventLocation | null> {
    const messageId = messageIdOf(id);
    const queued = await this.messages.find(
      EVENT_STREAM.name,
      `${EVENT_STREAM.record}.${messageId}`,
    );
    if (queued) return this.visible(queued, id, access) ? at(id, 'queued', null) : null;
    const { dead } = EVENT_STREAM;
    const letter = await this.messages.find(DEAD_LETTER_STREAM, `${dead}.${id}`);
    if (!letter) return null;
    const { payload } = JSON.parse(letter) as { payload: string };
    return this.visible(payload, id, access)
      ? at(id, 'dead_lettered', 'It is kept for an operator to look at.')
      : null;
  }

  private visible(payload: string, id: string, access: Access): boolean {
    const message = JSON.parse(payload) as FactMessage;
    const fact = message.facts.find((one) => one.id === id);
    return fact !== undefined && access.reaches(fact.user_id);
  }
}

const at = (id: string, status: EventLocation['status'], reason: string | null): EventLocation => ({
  event_id: id,
  status,
  duplicate_of: null,
  reason,
  event: null,
});

/** The answer, or the error when the store is away: the event may still be seen in the stream. */
const attempt = async (
  ask: () => Promise<EventLocation | null>,
): Promise<[EventLocation | null, DomainError | null]> => {
  try {
    return [await ask(), null];
  } catch (error) {
    if (hasCode(error, 'UNAVAILABLE')) return [null, error];
    throw error;
  }
};
