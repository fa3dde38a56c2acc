import { AsyncLocalStorage } from 'node:async_hooks';
import { tracingChannel } from 'node:diagnostics_channel';

/** Whose packets are listened to: what runs beside is of no work. */
const listeners = new AsyncLocalStorage<string[]>();

const ignore = (): void => undefined;

/** Runs `work` and answers each text that it sends to the database itself; one may be several statements. */
export const packetsOf = async (work: () => Promise<unknown>): Promise<string[]> => {
  const packets: string[] = [];
  const channel = tracingChannel<string, { query: string }>('mysql2:query');
  const subscriber = {
    start: ({ query }: { query: string }) => void listeners.getStore()?.push(query),
    end: ignore,
    asyncStart: ignore,
    asyncEnd: ignore,
    error: ignore,
  };
  channel.subscribe(subscriber);
  try {
    await listeners.run(packets, work);
  } finally {
    channel.unsubscribe(subscriber);
  }
  return packets;
};

const ABOUT = /^(?:SET|START) TRANSACTION|^COMMIT|\b(?:INTO|FROM|UPDATE) \w+/;

/** What each statement of a packet is about: `INTO events`, `FROM users`, `COMMIT`. */
export const aboutOf = (packet: string): (string | undefined)[] =>
  packet.split(';\n').map((sql) => ABOUT.exec(sql)?.[0]);
