import { existsSync } from 'node:fs';
import { describeEnv, loadConfig } from '@trailmark/platform';
import { at } from './paths.js';

type ConfigClass = new () => object;

/** An app's config class: the one that its `config.ts` exports. */
const configOf = async (app: string): Promise<ConfigClass> => {
  const path = at(`apps/${app}/src/config.ts`);
  if (!existsSync(path)) throw new Error(`${path} is missing`);
  const exported = Object.values((await import(path)) as Record<string, unknown>);
  const config = exported.find(
    (one): one is ConfigClass => typeof one === 'function' && /Config$/.test(one.name),
  );
  if (!config) throw new Error(`${path} exports no config class`);
  return config;
};

/** Read by Node and npm packages, not by our configs. */
const OTHERS = new Set(['NODE_ENV', 'NODE_OPTIONS']);

/**
 * What is wrong with an app's environment: the messages that it would not start with, and a line for
 * each variable that it does not know.
 */
export const problemsOf = async (app: string, env: Record<string, string>): Promise<string[]> => {
  const config = await configOf(app);
  const known = new Set(describeEnv(config).map(({ name }) => name));
  const unknown = Object.keys(env)
    .filter((name) => !known.has(name) && !OTHERS.has(name))
    .map((name) => `${name} is read by nobody in ${app}`);
  try {
    loadConfig(config, env);
    return unknown;
  } catch (error) {
    return [(error as Error).message, ...unknown];
  }
};
