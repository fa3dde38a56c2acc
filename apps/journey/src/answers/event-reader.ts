import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';
import { EventKey, EventKeysRepository, EventKind } from './event-keys.repository.js';
import { fitting, ReplyRoom } from './reply-room.js';
import { Selection } from './selection.js';
import { StoredEvent, StoredEventsRepository } from './stored-events.repository.js';

/** Reads a user's events, as many as an answer holds. */
@Injectable()
export class EventReader {
  constructor(
    private readonly keys: EventKeysRepository,
    private readonly events: StoredEventsRepository,
    private readonly room: ReplyRoom,
  ) {}

  /** The newest first, as an answer shows them. @param taken bytes that the rest of it takes. */
  async newest<T>(
    sql: Sql,
    selection: Selection,
    kind: EventKind,
    { limit, taken = 0 }: { limit: number; taken?: number },
    toView: (event: StoredEvent) => T,
  ): Promise<T[]> {
    const keys = await this.keys.newest(sql, selection, kind, limit);
    return fitting(this.views(sql, keys, toView), this.room.bytes(taken));
  }

  private async *views<T>(
    sql: Sql,
    keys: EventKey[],
    toView: (event: StoredEvent) => T,
  ): AsyncGenerator<T> {
    for await (const event of this.events.read(sql, keys)) yield toView(event);
  }
}
