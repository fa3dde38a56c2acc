import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace.js';

const SCRIPT = 'apps/gateway/dist/openapi/print-openapi.js';

/** The gateway insists on a whole configuration, though printing uses none of it. */
const UNUSED = 'x'.repeat(32);
const ENV = {
  LOG_LEVEL: 'silent',
  NATS_URL: 'nats://127.0.0.1:4222',
  JWT_SECRET: UNUSED,
  IP_HASH_KEY: UNUSED,
};

/** Writes docs/openapi.json from the code. */
export function openapi(): Promise<number> {
  const document = execFileSync(process.execPath, [join(workspaceRoot, SCRIPT)], {
    env: { ...process.env, ...ENV },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  writeFileSync(join(workspaceRoot, 'docs/openapi.json'), document);
  console.log('docs/openapi.json is up to date with the code.');
  return Promise.resolve(0);
}
