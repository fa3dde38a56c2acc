import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLongEnough, loadSecrets } from './secrets.js';

describe('the secrets of a stack', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-secrets-'));
    file = join(folder, 'secrets.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are made at random, each its own, and long enough to sign with', () => {
    const values = Object.values(loadSecrets(file));
    expect(new Set(values).size).toBe(values.length);
    expect(values.every(isLongEnough)).toBe(true);
  });

  it('have a write key that the gateway takes', () => {
    expect(loadSecrets(file).WRITE_KEYS).toMatch(/^tm_[0-9a-f]{64}$/);
  });

  it('are kept, for the owner alone', () => {
    const first = loadSecrets(file);
    expect(loadSecrets(file)).toEqual(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('keep their values when a service is added', () => {
    const { DATABASE_PASSWORD_EVENTS: absent, ...known } = loadSecrets(file);
    writeFileSync(file, JSON.stringify(known));
    const now = loadSecrets(file);
    expect(now).toMatchObject(known);
    expect(now.DATABASE_PASSWORD_EVENTS).toMatch(/^[0-9a-f]{64}$/);
    expect(now.DATABASE_PASSWORD_EVENTS).not.toBe(absent);
  });
});
