import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { UserError } from '../user-error.js';

const LOOPBACK = '127.0.0.1';
export const DEFAULT_API_PORT = 8080;
const PORTS_TO_TRY = 100;

/**
 * Below the ports that the system gives to outgoing connections: one of those could be taken between the
 * choice and the use of it.
 */
const [LOWEST, HIGHEST] = [24_600, 28_699];

/** By this process, whose servers need not listen yet. */
const chosen = new Set<number>();

export function isPortFree(port: number, host = LOOPBACK): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

async function anyFreePort(): Promise<number> {
  for (let tries = 0; tries < PORTS_TO_TRY; tries++) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    if (chosen.has(port)) continue;
    chosen.add(port);
    if (await isPortFree(port)) return port;
  }
  throw new UserError('No free port on 127.0.0.1. Close some programs and retry.');
}

/**
 * The preferred port when it is free, else any free one and another each time, on the loopback interface.
 * @param promised free as well, but somebody else's as soon as it starts.
 */
export async function freePort(preferred?: number, promised?: number): Promise<number> {
  const isPreferred = preferred !== undefined && preferred !== promised;
  if (isPreferred && (await isPortFree(preferred))) return preferred;
  const port = await anyFreePort();
  return port === promised ? freePort(undefined, promised) : port;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new UserError(`PORT is "${text}"; it must be a number from 1 to 65535.`);
}

export interface ApiPortRequest {
  /** What the environment asks for by name, if anything. */
  explicit?: string | undefined;
  host: string;
  isFree?: (port: number, host: string) => Promise<boolean>;
}

/** A port asked for by name is taken or refused; the usual one gives way to the next free port. */
export async function chooseApiPort(request: ApiPortRequest): Promise<number> {
  const { explicit, host, isFree = isPortFree } = request;
  if (explicit) {
    const port = parsePort(explicit);
    if (await isFree(port, host)) return port;
    throw new UserError(
      `Port ${port} (PORT) on ${host} is in use. Stop the program that holds it, choose another ` +
        `(PORT=${port === 65_535 ? 8080 : port + 1} npm run up), or leave PORT unset to take the next free one.`,
    );
  }
  for (let port = DEFAULT_API_PORT; port < DEFAULT_API_PORT + PORTS_TO_TRY; port++) {
    if (await isFree(port, host)) return port;
  }
  throw new UserError(
    `No free port from ${DEFAULT_API_PORT} to ${DEFAULT_API_PORT + PORTS_TO_TRY - 1} on ${host}. Name one: PORT=18080 npm run up`,
  );
}
