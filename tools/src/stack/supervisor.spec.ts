import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning, type ProcessRef, signalProcess } from '../processes/process-ref.js';
import { endLeftovers } from './leftovers.js';
import { stackFiles } from './stack-files.js';
import { readState, type StackState, writeState } from './stack-state.js';
import { type StackProcessSpec, Supervisor } from './supervisor.js';

describe('the supervisor', () => {
  let folder: string;
  let notes: string[];
  let state: StackState;
  let supervisor: Supervisor;

  /** A stand-in service: marks itself ready, and notes in `ended` when it is told to stop. */
  const service = (name: string, body = ''): StackProcessSpec => {
    const script = join(folder, `${name}.js`);
    writeFileSync(
      script,
      `const fs = require('node:fs');
       process.on('SIGTERM', () => { fs.appendFileSync('ended', '${name} '); process.exit(0); });
       ${body}
       fs.writeFileSync('${name}.ready', '');
       setInterval(() => {}, 1000);`,
    );
    return {
      name,
      command: process.execPath,
      args: [script],
      env: process.env,
      cwd: folder,
      logFile: join(folder, 'logs', `${name}.log`),
      port: null,
      url: null,
      isReady: () => Promise.resolve(existsSync(join(folder, `${name}.ready`))),
      readyTimeoutMs: 120_000,
      stopGraceMs: 60_000,
    };
  };

  const refs = (): ProcessRef[] => state.processes.flatMap(({ ref }) => (ref ? [ref] : []));
  const refOfService = (name: string) => state.processes.find((one) => one.name === name)?.ref;
  const until = async (condition: () => boolean) => {
    for (let turn = 0; turn < 4_800 && !condition(); turn++) {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    expect(condition()).toBe(true);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-stack-'));
    notes = [];
    supervisor = new Supervisor(
      (saved) => (state = saved),
      (line) => notes.push(line),
    );
  });
  afterEach(async () => {
    await supervisor.stop();
    rmSync(folder, { recursive: true });
  });

  it('stops in the opposite order of starting and leaves no process', async () => {
    for (const name of ['database', 'events', 'gateway']) await supervisor.start(service(name));
    const started = refs();
    expect(started.map(isRunning)).toEqual([true, true, true]);
    await supervisor.stop();
    expect(readFileSync(join(folder, 'ended'), 'utf8')).toBe('gateway events database ');
    expect(started.map(isRunning)).toEqual([false, false, false]);
    expect(refs()).toEqual([]);
  });

  it('starts a service again that ends by itself, and says so', async () => {
    await supervisor.start(service('events'));
    const first = refOfService('events');
    if (first) signalProcess(first, 'SIGKILL');
    await until(() => refOfService('events')?.pid !== first?.pid && refs().length === 1);
    expect(notes).toEqual([expect.stringMatching(/^! events ended \(SIGKILL\); again in 0\.5 s/)]);
  });

  it('does not start a service again that it stopped', async () => {
    await supervisor.start(service('events'));
    await supervisor.stop();
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(refs()).toEqual([]);
    expect(notes).toEqual([]);
  });

  it('gives the end of the log when a service does not start', async () => {
    const broken = service('events', `console.error('no such table'); process.exit(3);`);
    await expect(supervisor.start(broken)).rejects.toThrow(
      /events ended \(exit code 3\) before it was ready[^]*no such table/,
    );
  });

  it('gives up on a service that is not ready in time', async () => {
    const slow = { ...service('events'), isReady: () => Promise.resolve(false) };
    const start = supervisor.start({ ...slow, readyTimeoutMs: 300 });
    await expect(start).rejects.toThrow('events was not ready after 0.3 s');
  });

  it('ends a start that is under way when it is interrupted', async () => {
    const never = { ...service('events'), isReady: () => Promise.resolve(false) };
    const start = supervisor.start(never);
    const refused = expect(start).rejects.toThrow('Stopped while starting');
    supervisor.interrupt();
    await refused;
    await supervisor.stop();
    expect(refs()).toEqual([]);
  });

  describe('when it was killed and left its children', () => {
    it('has them ended by the next run, but not a process that has a pid of theirs now', async () => {
      for (const name of ['nats', 'events']) await supervisor.start(service(name));
      const files = stackFiles(folder);
      const [nats, events] = state.processes;
      const another = { pid: process.pid, started: 'an earlier time' };
      if (!nats || !events) throw new Error('not started');
      writeState(files.state, { ...state, processes: [{ ...nats, ref: another }, events] });
      const eventsRef = events.ref;
      supervisor.interrupt();
      expect(await endLeftovers(files)).toEqual(['events']);
      expect(eventsRef && isRunning(eventsRef)).toBe(false);
      expect(nats.ref && isRunning(nats.ref)).toBe(true);
      expect(readState(files.state)).toBeNull();
    });
  });
});
