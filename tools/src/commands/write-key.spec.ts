import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../cli.js';
import { loadSecrets } from '../stack/secrets.js';
import { stackFiles } from '../stack/stack-files.js';

describe('the write-key command', () => {
  const { WRITE_KEYS, TRAILMARK_HOME } = process.env;
  let home: string;
  let out: jest.SpyInstance;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'trailmark-write-key-'));
    process.env.TRAILMARK_HOME = home;
    delete process.env.WRITE_KEYS;
    out = jest.spyOn(console, 'log').mockImplementation();
    jest.spyOn(console, 'error').mockImplementation();
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(home, { recursive: true });
    delete process.env.WRITE_KEYS;
    delete process.env.TRAILMARK_HOME;
    if (WRITE_KEYS) process.env.WRITE_KEYS = WRITE_KEYS;
    if (TRAILMARK_HOME) process.env.TRAILMARK_HOME = TRAILMARK_HOME;
  });

  it("prints the stack's key and nothing else, before the first up, too", async () => {
    expect(await main('write-key', [])).toBe(0);
    const kept = loadSecrets(stackFiles(home).secrets).WRITE_KEYS;
    expect(out.mock.calls).toEqual([[kept]]);
  });

  it('prints the first of those that are given', async () => {
    process.env.WRITE_KEYS = ' tm_one, tm_two';
    expect(await main('write-key', [])).toBe(0);
    expect(out.mock.calls).toEqual([['tm_one']]);
  });

  it('takes no options', async () => {
    expect(await main('write-key', ['--new'])).toBe(2);
    expect(out).not.toHaveBeenCalled();
  });
});
