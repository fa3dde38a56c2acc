import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquireLock, lockHolder, releaseLock } from './lock.js';
import { refOf } from './process-ref.js';

describe('the lock of a stack', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-lock-'));
    file = join(folder, 'deeper', 'up.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is taken once, and names its holder to the second', () => {
    expect(acquireLock(file)).toBeNull();
    expect(acquireLock(file)?.pid).toBe(process.pid);
    expect(lockHolder(file)).toEqual(refOf(process.pid));
  });

  it('can be taken again after it was given up', () => {
    acquireLock(file);
    releaseLock(file);
    expect(lockHolder(file)).toBeNull();
    expect(acquireLock(file)).toBeNull();
  });

  it.each([
    ['a process that ended', () => ({ pid: spawnSync(process.execPath, ['-e', '']).pid })],
    ['an earlier process with the same pid', () => ({ pid: process.pid })],
  ])('is taken over from %s', (_, dead) => {
    acquireLock(file);
    writeFileSync(file, JSON.stringify({ ...dead(), started: '1' }));
    expect(lockHolder(file)).toBeNull();
    expect(acquireLock(file)).toBeNull();
    expect(lockHolder(file)?.pid).toBe(process.pid);
  });

  it('is taken over when it was cut short', () => {
    acquireLock(file);
    writeFileSync(file, '{"pid":');
    expect(acquireLock(file)).toBeNull();
  });

  it('is not given up by one who does not hold it', () => {
    acquireLock(file);
    const parent = refOf(process.ppid);
    writeFileSync(file, JSON.stringify(parent));
    releaseLock(file);
    expect(lockHolder(file)).toEqual(parent);
  });
});
