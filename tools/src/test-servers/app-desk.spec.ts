import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppDesk } from './app-desk.js';

/** Is ready at once, and tells who it is and what it was told. */
const APP = `
  const { createServer } = require('node:http');
  const { PORT, SAYS } = process.env;
  if (!SAYS) throw new Error('SAYS is missing');
  const told = JSON.stringify({ pid: process.pid, says: SAYS, home: process.env.HOME });
  createServer((_, response) => response.end(told)).listen(Number(PORT), '127.0.0.1');
`;

describe('the desk where files of tests ask for shared apps', () => {
  let folder: string;
  let script: string;
  let desk: AppDesk;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-spec-desk-'));
    script = join(folder, 'app.cjs');
    writeFileSync(script, APP);
    desk = await AppDesk.open();
  });
  afterEach(async () => {
    await desk.close();
    rmSync(folder, { recursive: true });
  });

  const ask = (...names: string[]) =>
    fetch(desk.url, {
      method: 'POST',
      body: JSON.stringify(names.map((name) => ({ name, script, env: { SAYS: name } }))),
    });
  const urlsOf = async (...names: string[]) =>
    (await (await ask(...names)).json()) as Record<string, string>;
  const toldAt = async (url = '') => (await (await fetch(url)).json()) as { pid: number };

  it('starts an app once, however many ask for it, with no environment but its own', async () => {
    const [one, other] = await Promise.all([urlsOf('a', 'b'), urlsOf('b')]);
    expect(other).toEqual({ b: one.b });
    expect(await urlsOf('b', 'a')).toEqual(one);
    expect(await toldAt(one.a)).toEqual({ pid: expect.any(Number), says: 'a' });
  });

  it('ends them when it closes', async () => {
    const { a } = await urlsOf('a');
    const { pid } = await toldAt(a);
    await desk.close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('shows the log of one that does not start', async () => {
    const answer = await ask('');
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain('SAYS is missing');
  });
});
