import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../cli.js';
import { loadSecrets } from '../stack/secrets.js';
import { stackFiles } from '../stack/stack-files.js';

/** Checked by hand, so that the library that signs does not vouch for itself. */
function verify(token: string, secret: string): Record<string, unknown> {
  const [header = '', payload = '', signature] = token.split('.');
  const expected = createHmac('sha256', secret).update(`${header}.${payload}`);
  expect(signature).toBe(expected.digest('base64url'));
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
}

describe('the token command', () => {
  const { JWT_SECRET, TRAILMARK_HOME } = process.env;
  const given = 'a secret that is given, of more than 32 bytes';
  let home: string;
  let out: jest.SpyInstance;
  let err: jest.SpyInstance;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'trailmark-token-'));
    process.env.TRAILMARK_HOME = home;
    delete process.env.JWT_SECRET;
    out = jest.spyOn(console, 'log').mockImplementation();
    err = jest.spyOn(console, 'error').mockImplementation();
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(home, { recursive: true });
    delete process.env.JWT_SECRET;
    delete process.env.TRAILMARK_HOME;
    if (JWT_SECRET) process.env.JWT_SECRET = JWT_SECRET;
    if (TRAILMARK_HOME) process.env.TRAILMARK_HOME = TRAILMARK_HOME;
  });

  const printed = () => {
    expect(out.mock.calls).toHaveLength(1);
    return String(out.mock.calls[0]?.[0]);
  };

  it('prints a token and nothing else, signed with the secret given', async () => {
    process.env.JWT_SECRET = given;
    expect(await main('token', ['--sub', 'user_123', '--role', 'user,support'])).toBe(0);
    const claims = verify(printed(), given);
    expect(claims).toEqual({
      sub: 'user_123',
      roles: ['user', 'support'],
      iat: expect.any(Number),
      exp: Number(claims.iat) + 43_200,
    });
  });

  it("works before the first up, with the stack's secret", async () => {
    expect(await main('token', ['--sub', 'ü', '--role', 'admin', '--email', 'a@b.c'])).toBe(0);
    const kept = loadSecrets(stackFiles(home).secrets).JWT_SECRET ?? '';
    expect(verify(printed(), kept)).toMatchObject({ sub: 'ü', email: 'a@b.c', roles: ['admin'] });
  });

  it.each([
    [2, ['--role', 'user']],
    [2, ['--sub', 'a', '--role', 'nobody']],
  ])('exits %d and leaves the output empty for %j', async (code, args) => {
    expect(await main('token', args)).toBe(code);
    expect(out).not.toHaveBeenCalled();
    expect(err).toHaveBeenCalledTimes(1);
  });

  it('refuses a secret the gateway would refuse', async () => {
    process.env.JWT_SECRET = 'short';
    expect(await main('token', ['--sub', 'a', '--role', 'user'])).toBe(1);
    expect(out).not.toHaveBeenCalled();
  });
});
