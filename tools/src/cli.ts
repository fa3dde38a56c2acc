import { UsageError, UserError } from './user-error.js';

export type Command = (args: readonly string[]) => Promise<number>;

/** One line a command; each is loaded only when it is asked for. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  up: async () => (await import('./commands/up.js')).up,
  down: async () => (await import('./commands/down.js')).down,
  status: async () => (await import('./commands/status.js')).status,
  reset: async () => (await import('./commands/reset.js')).reset,
  token: async () => (await import('./commands/token.js')).token,
  sign: async () => (await import('./commands/sign.js')).sign,
  'write-key': async () => (await import('./commands/write-key.js')).writeKey,
  demo: async () => (await import('./demo/main.js')).runDemo,
  'dead-letters': async () => (await import('./commands/dead-letters.js')).deadLetters,
  lag: async () => (await import('./commands/lag.js')).lag,
  partitions: async () => (await import('./commands/partitions.js')).partitions,
  derived: async () => (await import('./commands/derived.js')).derived,
  fuzz: async () => (await import('./commands/fuzz.js')).fuzz,
  scale: async () => (await import('./commands/scale.js')).scale,
  bench: async () => (await import('./commands/bench.js')).bench,
  chaos: async () => (await import('./commands/bench.js')).chaos,
  account: async () => (await import('./commands/account.js')).account,
  retention: async () => (await import('./commands/retention.js')).retention,
  archive: async () => (await import('./commands/archive.js')).archive,
  'nats-config': async () => (await import('./commands/nats-config.js')).natsConfig,
  openapi: async () => (await import('./commands/openapi.js')).openapi,
  test: async () => (await import('./commands/test.js')).test,
};

async function load(name: string): Promise<Command> {
  const loader = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!loader) {
    throw new UsageError(
      `There is no command "${name}". Known: ${Object.keys(COMMANDS).join(', ')}.`,
    );
  }
  return loader();
}

/** Runs one command and answers its exit code: 2 for a wrong command line, 1 for a failure. */
export async function main(name: string, args: readonly string[]): Promise<number> {
  try {
    const command = await load(name);
    return await command(args);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    return error.exitCode;
  }
}
