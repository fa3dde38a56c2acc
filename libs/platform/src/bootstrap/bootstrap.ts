import { INestApplication, Logger, Type } from '@nestjs/common';
import { loadConfig } from '../config/env.js';
import { PlatformConfig } from '../config/platform.config.js';
import { exitWith } from './exit.js';
import { createApp } from './create-app.js';
import { serveRpc } from './rpc-server.js';

interface BootstrapOptions {
  /** The app's name: its RPC queue group and log name. */
  name: string;
  module: Type<object>;
  /** Checked before anything else, so that a wrong environment is one clear message. */
  config: Type<PlatformConfig>;
  /** Serve RPC handlers over NATS next to HTTP. */
  rpc?: boolean;
  /** Last touches before listening. */
  configure?: (app: INestApplication) => void;
}

const start = async (options: BootstrapOptions): Promise<void> => {
  const { name, module, config, rpc, configure } = options;
  loadConfig(config);
  const app = await createApp(module);
  configure?.(app);
  const { port, host } = app.get(PlatformConfig);
  const serving = rpc ? serveRpc(app, name) : Promise.resolve(app);
  serving.catch(exitWith);
  await app.listen(port, host);
  new Logger(name).log(`listening on ${await app.getUrl()}`);
};

/** Starts an app; the process ends with one clear message when it cannot. */
export const bootstrap = (options: BootstrapOptions): void => {
  start(options).catch(exitWith);
};
