import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Jest loads this file before its own module resolution, so the servers come from the built package. */
function buildTools(): void {
  const root = resolve(__dirname, '../../..');
  const compiler = resolve(root, 'node_modules/typescript/bin/tsc');
  const built = spawnSync(process.execPath, [compiler, '-b', 'tools'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (built.status !== 0) process.stderr.write(`${built.stdout}${built.stderr}`);
}

/** Jest calls the default export of this file; no other file has one. */
export default async function globalSetup(): Promise<void> {
  buildTools();
  // eslint-disable-next-line @nx/enforce-module-boundaries -- the built package, see above
  const { startTestServers } = await import('@trailmark/tools');
  await startTestServers();
}
