import { INestApplication, Logger, Type } from '@nestjs/common';
import { loadConfig } from '../config/env.js';
import { PlatformConfig } from '../config/platform.config.js';
import { exitWith } from './exit.js';
import { createApp } from './create-app.js';
import { HttpOptions } from './http-options.js';
import { serveRpc } from './rpc-server.js';
import { Tracing } from '../tracing/tracing.js';

interface BootstrapOptions<C extends PlatformConfig> {
  /** The app's name: its RPC queue group and log name. */
  name: string;
  module: Type<object>;
  /** Checked before anything else, so that a wrong environment is one clear message. */
  config: Type<C>;
  /** Serve RPC handlers over NATS next to HTTP. */
  rpc?: boolean;
  /** How it is reached, if not by plain HTTP without a proxy. */
  http?: (config: C) => HttpOptions;
  /** Last touches before listening. */
  configure?: (app: INestApplication) => void;
}

const start = async <C extends PlatformConfig>(options: BootstrapOptions<C>): Promise<void> => {
  const { name, module, config, rpc, configure } = options;
  const loaded = loadConfig(config);
  const http = options.http?.(loaded) ?? {};
  const app = await createApp(module, http);
  await app.get(Tracing).start(name);
  configure?.(app);
  const { port, host } = app.get(PlatformConfig);
  const serving = rpc ? serveRpc(app, name) : Promise.resolve(app);
  serving.catch(exitWith);
  await app.listen(port, host);
  new Logger(name).log(`listening on ${await urlOf(app, http)}`);
};

/** Nest takes every adapter of ours for plain HTTP. */
const urlOf = async (app: INestApplication, { tls }: HttpOptions): Promise<string> =>
  (await app.getUrl()).replace(/^http:/, tls ? 'https:' : 'http:');

/** Starts an app; the process ends with one clear message when it cannot. */
export const bootstrap = <C extends PlatformConfig>(options: BootstrapOptions<C>): void => {
  start(options).catch(exitWith);
};
