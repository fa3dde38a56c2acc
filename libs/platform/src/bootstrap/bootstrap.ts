import { INestApplication, Logger, Type } from '@nestjs/common';
import { ConfigError } from '../config/env.js';
import { PlatformConfig } from '../config/platform.config.js';
import { createApp } from './create-app.js';
import { serveRpc } from './rpc-server.js';

interface BootstrapOptions {
  /** The app's name: its RPC queue group and log name. */
  name: string;
  module: Type<object>;
  /** Serve RPC handlers over NATS next to HTTP. */
  rpc?: boolean;
  /** Last touches before listening. */
  configure?: (app: INestApplication) => void;
}

const fail = (error: unknown): never => {
  const text = error instanceof ConfigError ? error.message : String((error as Error).stack);
  process.stderr.write(`${text}\n`);
  process.exit(1);
};

const start = async ({ name, module, rpc, configure }: BootstrapOptions): Promise<void> => {
  const app = await createApp(module);
  configure?.(app);
  const { port, host } = app.get(PlatformConfig);
  const serving = rpc ? serveRpc(app, name) : Promise.resolve(app);
  serving.catch(fail);
  await app.listen(port, host);
  new Logger(name).log(`listening on ${await app.getUrl()}`);
};

/** Starts an app; the process ends with one clear message when it cannot. */
export const bootstrap = (options: BootstrapOptions): void => {
  start(options).catch(fail);
};
