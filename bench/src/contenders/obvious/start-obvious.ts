import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A contender's process that answers HTTP. */
export interface RunningContender {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/** Starts the obvious way's server on a schema that has its tables. */
export const startObvious = async (databaseUrl: string): Promise<RunningContender> => {
  const child = fork(join(__dirname, 'obvious-process.js'));
  child.send(databaseUrl);
  const [port] = (await once(child, 'message')) as [number];
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
};
