import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Stoppable {
  stop(): Promise<void>;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const INTERRUPTED = 130;

/**
 * Starts servers in a new folder, works with them, stops them and removes the folder; a signal, such as
 * Ctrl-C, does the last two at once.
 * @param start given the folder.
 */
export async function inAFolder<S extends Stoppable>(
  name: string,
  start: (folder: string) => Promise<S>,
  work: (servers: S) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), `trailmark-${name}-`));
  const starting = start(folder);
  const end = async (): Promise<void> => {
    const servers = await starting;
    await servers.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const interrupt = (): void => void end().finally(() => process.exit(INTERRUPTED));
  for (const signal of SIGNALS) process.once(signal, interrupt);
  try {
    await work(await starting);
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
    await end();
  }
}
