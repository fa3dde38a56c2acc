import { parseArgs } from 'node:util';
import { UsageError } from '../user-error.js';

/** What a command takes: `string` for `--name value`, `boolean` for `--name`. */
type OptionKinds = Record<string, 'string' | 'boolean'>;

type OptionValues<T extends OptionKinds> = {
  [K in keyof T]?: T[K] extends 'string' ? string : boolean;
};

/** The named options of a command line. Throws `UsageError` with the usage for anything unknown. */
export function parseOptions<T extends OptionKinds>(
  args: readonly string[],
  kinds: T,
  usage: string,
): OptionValues<T> {
  const options = Object.fromEntries(Object.entries(kinds).map(([name, type]) => [name, { type }]));
  try {
    return parseArgs({ args: [...args], options, strict: true }).values as OptionValues<T>;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${reason}\nUsage: ${usage}`);
  }
}
