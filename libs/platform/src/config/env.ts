import 'reflect-metadata';

/** One environment variable of a config class. */
export interface EnvVariable {
  name: string;
  property: string;
  description: string;
  secret: boolean;
  /** Text as it would stand in the environment; undefined: there is none. */
  default?: string;
  /** Absent is `null`; without this and without a default the variable is required. */
  optional: boolean;
  parse: (text: string) => unknown;
}

interface EnvOptions<T extends string | number | boolean> {
  description: string;
  default?: T;
  secret?: boolean;
  /** May be absent, which reads as `null`. */
  optional?: boolean;
}

type ConfigClass<T extends object> = new () => T;

/** What a config class may have beside its variables. */
interface Checked {
  /** What is wrong with good variables together, each a line that begins with a name; none: nothing. */
  contradictions?(): string[];
}

const VARIABLES = Symbol('env variables');

/** The process cannot start: names every wrong or missing variable at once. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(`The configuration is not valid:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

const register = (
  name: string,
  options: EnvOptions<string | number | boolean>,
  parse: (text: string) => unknown,
): PropertyDecorator => {
  return (target, property) => {
    const inherited = (Reflect.getMetadata(VARIABLES, target) ?? []) as EnvVariable[];
    const variable: EnvVariable = {
      name,
      property: String(property),
      description: options.description,
      secret: options.secret ?? false,
      optional: options.optional ?? false,
      ...(options.default !== undefined && { default: String(options.default) }),
      parse,
    };
    Reflect.defineMetadata(VARIABLES, [...inherited, variable], target);
  };
};

/** Text of at least `minLength` characters. */
export const EnvText = (
  name: string,
  options: EnvOptions<string> & { minLength?: number },
): PropertyDecorator =>
  register(name, options, (text) => {
    if (text.length < (options.minLength ?? 0)) {
      throw new Error(`must be at least ${options.minLength} characters long`);
    }
    return text;
  });

/** A whole number within `min` and `max`, both included. */
export const EnvInt = (
  name: string,
  options: EnvOptions<number> & { min: number; max: number },
): PropertyDecorator =>
  register(name, options, (text) => {
    const value = Number(text);
    if (!/^-?\d+$/.test(text) || value < options.min || value > options.max) {
      throw new Error(`must be a whole number from ${options.min} to ${options.max}`);
    }
    return value;
  });

/** A number from 0 to 1. */
export const EnvRatio = (name: string, options: EnvOptions<number>): PropertyDecorator =>
  register(name, options, (text) => {
    if (!/^(0(\.\d+)?|1(\.0+)?)$/.test(text)) throw new Error('must be a number from 0 to 1');
    return Number(text);
  });

export const EnvFlag = (name: string, options: EnvOptions<boolean>): PropertyDecorator =>
  register(name, options, (text) => {
    if (text !== 'true' && text !== 'false') throw new Error('must be true or false');
    return text === 'true';
  });

export const EnvChoice = (
  name: string,
  choices: readonly string[],
  options: EnvOptions<string>,
): PropertyDecorator =>
  register(name, options, (text) => {
    if (!choices.includes(text)) throw new Error(`must be one of ${choices.join(', ')}`);
    return text;
  });

/** Comma-separated values; `each`: what all of them must look like, and how to say so. */
export const EnvList = (
  name: string,
  options: EnvOptions<string> & { each?: { pattern: Pick<RegExp, 'test'>; words: string } },
): PropertyDecorator =>
  register(name, options, (text) => {
    const values = text
      .split(',')
      .map((value) => value.trim())
      .filter((value) => value !== '');
    const { each } = options;
    if (each && !values.every((value) => each.pattern.test(value))) {
      throw new Error(`must be a list of which each is ${each.words}`);
    }
    return values;
  });

/** So many requests in so much time. */
export interface Rate {
  requests: number;
  windowMs: number;
}

const RATE = /^(\d{1,9})\/(\d{1,5})$/;

/** `<requests>/<seconds>`, as a Rate; `0` is no bound, which reads as `null`. */
export const EnvRate = (name: string, options: EnvOptions<string>): PropertyDecorator =>
  register(name, options, (text): Rate | null => {
    if (text === '0') return null;
    const [, requests, seconds] = (RATE.exec(text) ?? []).map(Number);
    if (!requests || !seconds) throw new Error('must be <requests>/<seconds>, or 0 for no limit');
    return { requests, windowMs: seconds * 1000 };
  });

const startOf = (scheme: string): string => (scheme === 'mailto' ? 'mailto:' : `${scheme}://`);

/** One URL of one of the given schemes, or, when `many`, several separated by commas. */
export const EnvUrl = (
  name: string,
  options: EnvOptions<string> & { schemes: readonly string[]; many?: boolean },
): PropertyDecorator =>
  register(name, options, (text) => {
    for (const url of options.many ? text.split(',') : [text]) {
      const scheme = URL.canParse(url) ? new URL(url).protocol.slice(0, -1) : '';
      if (!options.schemes.includes(scheme)) {
        throw new Error(
          `must be a URL beginning with ${options.schemes.map(startOf).join(' or ')}`,
        );
      }
    }
    return text;
  });

/** What a config class reads, its ancestors' variables first. */
export const describeEnv = (config: ConfigClass<object>): EnvVariable[] =>
  (Reflect.getMetadata(VARIABLES, config.prototype as object) ?? []) as EnvVariable[];

const read = (variable: EnvVariable, env: NodeJS.ProcessEnv): unknown => {
  const given = env[variable.name];
  const text = given === undefined || given === '' ? variable.default : given;
  if (text === undefined && variable.optional) return null;
  if (text === undefined) throw new Error(`is required: ${variable.description}`);
  return variable.parse(text);
};

/**
 * Fills a config class from the environment. An empty variable counts as absent.
 * @throws ConfigError naming every wrong or missing variable; values are never in the message.
 */
export const loadConfig = <T extends object>(
  config: ConfigClass<T>,
  env: NodeJS.ProcessEnv = process.env,
): T => {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const variable of describeEnv(config)) {
    try {
      values[variable.property] = read(variable, env);
    } catch (error) {
      problems.push(`${variable.name} ${(error as Error).message}`);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  const loaded: T & Checked = Object.assign(new config(), values);
  const contradictions = loaded.contradictions?.() ?? [];
  if (contradictions.length > 0) throw new ConfigError(contradictions);
  return loaded;
};
