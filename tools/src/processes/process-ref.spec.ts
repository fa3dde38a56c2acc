import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { endProcess, isRunning, type ProcessRef, refOf, signalProcess } from './process-ref.js';

const FOREVER = 'setInterval(() => {}, 1000);';

describe('a process reference', () => {
  let child: ChildProcess;
  let ref: ProcessRef;

  const start = async (script: string) => {
    child = spawn(process.execPath, ['-e', `${script} console.log('up')`], {
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (!child.stdout) throw new Error('no output');
    const [output] = (await once(child.stdout, 'data')) as [Buffer];
    const found = child.pid === undefined ? null : refOf(child.pid);
    if (!found) throw new Error('did not start');
    ref = found;
    return output.toString();
  };

  afterEach(() => child.kill('SIGKILL'));

  it('is null for a pid that is not in use', async () => {
    await start(FOREVER);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(refOf(ref.pid)).toBeNull();
  });

  it('does not take another process for it that got the same pid', async () => {
    await start(FOREVER);
    const stale = { pid: ref.pid, started: 'an earlier time' };
    expect(isRunning(stale)).toBe(false);
    expect(signalProcess(stale, 'SIGKILL')).toBe(false);
    await endProcess(stale, 0);
    expect(isRunning(ref)).toBe(true);
  });

  it('ends a process that ends when asked', async () => {
    await start(FOREVER);
    await endProcess(ref, 60_000);
    expect(isRunning(ref)).toBe(false);
    expect(child.signalCode ?? (await once(child, 'exit'))[1]).toBe('SIGTERM');
  });

  it('kills one that does not', async () => {
    await start(`process.on('SIGTERM', () => {}); ${FOREVER}`);
    await endProcess(ref, 100);
    expect(isRunning(ref)).toBe(false);
  });

  it('ends one that is paused', async () => {
    await start(FOREVER);
    process.kill(ref.pid, 'SIGSTOP');
    await endProcess(ref, 60_000);
    expect(child.signalCode ?? (await once(child, 'exit'))[1]).toBe('SIGTERM');
  });

  it('takes with it what the process had started', async () => {
    const grandchild = `require('node:child_process').spawn(process.execPath, ['-e', '${FOREVER}'], {stdio: 'ignore'}).pid`;
    const pid = Number.parseInt(await start(`${FOREVER} console.log(${grandchild});`), 10);
    const left = refOf(pid);
    if (!left) throw new Error('no grandchild');
    await endProcess(ref, 60_000);
    await expect(waitForEnd(left)).resolves.toBe(true);
  });
});

async function waitForEnd(ref: ProcessRef): Promise<boolean> {
  for (let turn = 0; turn < 5_000 && isRunning(ref); turn++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return !isRunning(ref);
}
