import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { FAKE_DETAIL, FakeFault, FakePostHog } from '@trailmark/testing';
import { PostHogClient } from '../src/posthog/posthog-client.js';
import { PROBE } from '../src/posthog/posthog-queries.js';
import { aClient, failureOf, QUICK } from './a-client.js';

const NEVER = { retries: 0, longestPauseMs: 0, totalMs: 180_000 };

describe('what PostHog refuses', () => {
  let fake: FakePostHog;

  beforeEach(async () => {
    fake = await FakePostHog.start();
  });
  afterEach(() => fake.stop());

  const told = (fault: FakeFault) => {
    fake.fault = () => fault;
    return failureOf(aClient(fake, { attended: NEVER }).query(PROBE, {}));
  };

  it.each<[FakeFault, string, RegExp]>([
    [{ status: 400, code: 'hogql_syntax_error' }, 'UPSTREAM_ERROR', /does not accept the query/],
    [{ status: 401, code: 'authentication_failed' }, 'UPSTREAM_ERROR', /POSTHOG_SECRET_KEY/],
    [{ status: 401, body: '<html>' }, 'UPSTREAM_ERROR', /not accept POSTHOG_SECRET_KEY/],
    [{ status: 403, code: 'authentication_failed' }, 'UPSTREAM_ERROR', /not accept POSTHOG_SECRET/],
    [{ status: 403, code: 'permission_denied' }, 'UPSTREAM_ERROR', /lacks the scope query:read/],
    [{ status: 402, code: 'quota_limit_exceeded' }, 'UPSTREAM_ERROR', /over its quota/],
    [{ status: 404, code: 'not_found' }, 'UPSTREAM_ERROR', /POSTHOG_PROJECT_ID or POSTHOG_HOST/],
    [{ status: 302, headers: { location: '/login' } }, 'UPSTREAM_ERROR', /POSTHOG_HOST redirects/],
    [{ status: 429, code: 'throttled' }, 'UNAVAILABLE', /too many were asked/],
    [{ status: 429, code: 'api_queries_budget_exceeded' }, 'UNAVAILABLE', /budget/],
    [{ status: 500, code: 'error' }, 'UPSTREAM_ERROR', /failed to answer/],
    [{ status: 503, body: 'x'.repeat(100_000) }, 'UNAVAILABLE', /failed to answer/],
    [{ status: 504 }, 'UNAVAILABLE', /took too long/],
    [{ status: 512 }, 'UNAVAILABLE', /took too long/],
    [{ status: 200, body: '<html>' }, 'UPSTREAM_ERROR', /POSTHOG_HOST answers, but not as/],
    [{ status: 200, body: '{"results":1}' }, 'UPSTREAM_ERROR', /POSTHOG_HOST answers, but not/],
  ])('%j is told as %s in words of ours', async (fault, code, message) => {
    const error = await told(fault);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(JSON.stringify([error.toBody(), error.stack])).not.toContain(fake.key);
    expect(error.message).not.toContain(FAKE_DETAIL);
  });

  it('a wrong key and an unknown project are told apart', async () => {
    const { url: host, projectId, key } = fake;
    const wrong = [
      { host, projectId, key: 'phx_wrong' },
      { host, projectId: '1', key },
    ];
    const errors = await Promise.all(
      wrong.map((settings) => failureOf(new PostHogClient(settings, QUICK).query(PROBE, {}))),
    );
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringContaining('POSTHOG_SECRET_KEY'),
      expect.stringContaining('POSTHOG_PROJECT_ID'),
    ]);
  });

  it('a key without the scope is told which it lacks', async () => {
    fake.scopes = ['person:write'];
    const error = await failureOf(aClient(fake).query(PROBE, {}));
    expect(error.message).toContain('query:read');
  });

  it('bad HogQL is refused by the stand-in as by PostHog', async () => {
    const bad = { ...PROBE, hogql: 'select 1 fro events limit 1' };
    const error = await failureOf(aClient(fake).query(bad, {}));
    expect(error).toMatchObject({ trouble: 'query' });
    expect(fake.asked).toMatchObject([{ name: PROBE.name, status: 400 }]);
  });
});

describe('a PostHog that cannot be reached', () => {
  const ask = (host: string) =>
    failureOf(new PostHogClient({ host, projectId: '1', key: 'phx_1' }, QUICK).query(PROBE, {}));

  it.each(['http://127.0.0.1:1', 'http://posthog.invalid'])(
    '%s blames POSTHOG_HOST',
    async (host) => {
      expect(await ask(host)).toMatchObject({
        code: 'UNAVAILABLE',
        message: expect.stringMatching(/POSTHOG_HOST/),
      });
    },
  );

  describe('when it speaks no TLS', () => {
    let server: Server;

    beforeEach(async () => {
      server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterEach(() => new Promise((resolve) => server.close(resolve)));

    it('blames POSTHOG_HOST', async () => {
      const { port } = server.address() as AddressInfo;
      const error = await ask(`https://127.0.0.1:${port}`);
      expect(error.message).toContain('POSTHOG_HOST');
    });
  });
});
