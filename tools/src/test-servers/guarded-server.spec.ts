import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning, refOf, waitUntilGone } from '../processes/process-ref.js';
import { toolsRoot } from '../workspace.js';

/** A parent that starts a server under the guard, tells its pid, and stays. */
const PARENT = `
  const { spawn } = require('node:child_process');
  const server = ['-e', 'setInterval(() => {}, 1000)'];
  const guard = spawn(process.execPath, [process.env.GUARD, process.execPath, ...server], {
    detached: true, stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  guard.on('message', ({ pid }) => console.log(pid));
`;

describe('the guard of a server', () => {
  it('ends the server and removes its folder when the parent is killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'trailmark-guard-'));
    const env = { ...process.env, GUARD: join(toolsRoot, 'guard.mjs'), NODE_OPTIONS: '' };
    const parent = spawn(process.execPath, ['-e', PARENT], {
      env: { ...env, TRAILMARK_GUARD_REMOVE: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const server = refOf(Number(line.toString()));
    if (!server) throw new Error('no server');
    expect(isRunning(server)).toBe(true);
    parent.kill('SIGKILL');
    expect(await waitUntilGone(server, 120_000)).toBe(true);
    for (let turn = 0; turn < 5_000 && existsSync(folder); turn++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(existsSync(folder)).toBe(false);
    rmSync(folder, { recursive: true, force: true });
  });
});
