import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Nobody else chooses from these between the choice and the use of one: the system gives higher ones to
 * outgoing connections, `npm run up` and the servers of the tests take lower ones, and each of the
 * first four workers has its own thousand.
 */
const LOWEST = 28_700 + 1000 * ((Number(process.env.JEST_WORKER_ID ?? 1) - 1) % 4);
const HIGHEST = LOWEST + 999;

/** By the specs of this file, whose apps need not listen yet. */
const chosen = new Set<number>();

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer().listen({ port, host: '127.0.0.1', exclusive: true });
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
  server.close();
  await once(server, 'close');
  return true;
};

/** A port on the loopback interface that nobody listens on, and another each time. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    if (chosen.has(port)) continue;
    chosen.add(port);
    if (await isFree(port)) return port;
  }
};
