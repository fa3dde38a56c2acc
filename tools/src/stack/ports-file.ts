import { readJson, writeAtomically } from '../processes/atomic-file.js';
import { freePort } from '../processes/ports.js';

function lastPort(file: string, name: string): number | undefined {
  const content = readJson(file);
  if (typeof content !== 'object' || content === null) return undefined;
  const port: unknown = Reflect.get(content, name);
  return typeof port === 'number' ? port : undefined;
}

/**
 * The port the server had in the previous run when it is free, else another; kept for the next run.
 * @param apiPort promised to the gateway, which starts last.
 */
export async function keptPort(file: string, name: string, apiPort: number): Promise<number> {
  const port = await freePort(lastPort(file, name), apiPort);
  const content = readJson(file) ?? {};
  writeAtomically(file, `${JSON.stringify({ ...content, [name]: port }, null, 2)}\n`);
  return port;
}
