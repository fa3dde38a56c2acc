import { RecordEventDto } from '@trailmark/contracts';
import { Database } from '@trailmark/platform';
import { TestService } from '@trailmark/testing';
import { EventStore } from '../src/events/event-store.js';
import { aMessage } from './event-messages.js';

/** Stores events as the consumer does, without the stream. */
export const store = async (
  { app }: TestService,
  ...events: Partial<RecordEventDto>[]
): Promise<void> => {
  const { received_at, facts } = aMessage(...events);
  await app.get(Database).transaction((sql) =>
    app.get(EventStore).insert(
      sql,
      facts.map((fact) => ({ ...fact, received_at })),
    ),
  );
};
