import { readJson, writeAtomically } from '../processes/atomic-file.js';
import { freePort } from '../processes/ports.js';

function lastPort(file: string, name: string): number | undefined {
  const content = readJson(file);
  if (typeof content !== 'object' || content === null) return undefined;
  const port: unknown = Reflect.get(content, name);
  return typeof port === 'number' ? port : undefined;
}

/** The port the server had in the previous run when it is free, else another; kept for the next run. */
export async function keptPort(file: string, name: string): Promise<number> {
  const port = await freePort(lastPort(file, name));
  const content = readJson(file) ?? {};
  writeAtomically(file, `${JSON.stringify({ ...content, [name]: port }, null, 2)}\n`);
  return port;
}
