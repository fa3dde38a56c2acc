import { Injectable } from '@nestjs/common';
import { JsonText, Sql } from '@trailmark/platform';
import { fitting, ReplyRoom, sizeOf } from './reply-room.js';
import { Selection } from './selection.js';
import { inSlices } from './slices.js';
import { EventColumn, EventOf } from './stored-event.js';
import { EventKind } from './event-kind.js';
import { UserEventsRepository } from './user-events.repository.js';

interface Wanted<C extends EventColumn> {
  kind: EventKind;
  columns: readonly C[];
  limit: number;
}

/** Reads a user's events, as many as an answer holds. */
@Injectable()
export class EventReader {
  constructor(
    private readonly events: UserEventsRepository,
    private readonly room: ReplyRoom,
  ) {}

  /** The newest first, as an answer shows them. @param taken bytes that the rest of it takes. */
  newest<C extends EventColumn, T>(
    sql: Sql,
    selection: Selection,
    { taken = 0, ...wanted }: Wanted<C> & { taken?: number },
    toView: (event: EventOf<C>) => JsonText<T>,
  ): Promise<JsonText<T>[]> {
    const room = this.room.bytes(taken);
    return fitting(this.slices(sql, selection, wanted), room, toView, sizeOf);
  }

  /** The newest first, for as long as they are wanted. */
  slices<C extends EventColumn>(
    sql: Sql,
    selection: Selection,
    { limit, ...wanted }: Wanted<C>,
  ): AsyncGenerator<EventOf<C>[]> {
    return inSlices(
      (after, size) => this.events.read(sql, { ...wanted, selection, after, limit: size }),
      limit,
    );
  }
}
