import { ConfigError } from '../config/env.js';

/** Ends the process with one message; a wrong configuration needs no stack. */
export const exitWith = (error: unknown): never => {
  const text = error instanceof ConfigError ? error.message : String((error as Error).stack);
  process.stderr.write(`${text}\n`);
  process.exit(1);
};
