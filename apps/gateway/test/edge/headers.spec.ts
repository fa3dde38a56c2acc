import { EdgeGateway, READ, WRITE_KEY } from './edge-gateway.js';

const APP = 'https://app.example';
const FOREIGN = 'https://evil.example';

describe('headers of answers', () => {
  let gateway: EdgeGateway;
  let closed: EdgeGateway;
  beforeAll(async () => {
    [gateway, closed] = await Promise.all([
      EdgeGateway.start({
        CORS_ORIGINS: `${APP},http://localhost:3000`,
        SECURITY_CONTACT: 'mailto:security@trailmark.example',
        PUBLIC_URL: 'https://api.example',
      }),
      EdgeGateway.start(),
    ]);
  });
  afterAll(() => Promise.all([gateway.stop(), closed.stop()]));

  const ask = async (path: string, init: RequestInit = {}, asked = gateway) => {
    const answer = await fetch(`${asked.url}${path}`, init);
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const from = (origin: string, more = {}) => ({ headers: { origin, ...more } });
  const preflight = (origin: string) => ({
    method: 'OPTIONS',
    ...from(origin, {
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'authorization,content-type',
    }),
  });

  describe('for security', () => {
    it.each([
      ['a refusal', READ],
      ['a probe', '/health/live'],
      ['nothing there', '/nowhere'],
      ['the reference', '/docs'],
    ])('are on %s', async (_what, path) => {
      const { headers } = await ask(path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'self'") as string,
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
      });
      expect(headers.get('x-powered-by')).toBeNull();
    });

    it('let pages of any origin load what SDKs ask for', async () => {
      const { status, headers } = await ask(`/array/${WRITE_KEY}/config.js`);
      expect(status).toBe(200);
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    });

    it('let the reference work: its scripts are files, its styles may stand in the page', async () => {
      const { text, headers } = await ask('/docs');
      const policy = headers.get('content-security-policy') ?? '';
      const scripts = [...text.matchAll(/<script([^>]*)>([^<]*)/g)];
      expect(scripts.length).toBeGreaterThanOrEqual(3);
      for (const [, attributes = '', inline = ''] of scripts) {
        expect(inline.trim()).toBe('');
        const [, source = ''] = /src="([^":]+)"/.exec(attributes) ?? [];
        expect((await ask(new URL(source, `${gateway.url}/docs`).pathname)).status).toBe(200);
      }
      expect(text).toMatch(/<style>/);
      expect(policy).toContain("style-src 'self' 'unsafe-inline'");
      expect(policy).toContain("img-src 'self' data:");
      expect(policy).not.toContain('upgrade-insecure-requests');
    });
  });

  describe('for other origins', () => {
    it('let those that are listed read an answer, refusals included', async () => {
      const { headers, status } = await ask(READ, from(APP));
      expect(status).toBe(401);
      expect(headers.get('access-control-allow-origin')).toBe(APP);
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      expect(headers.get('access-control-expose-headers')).toContain('ratelimit-remaining');
      expect(headers.get('vary')).toBe('Origin');
    });

    it('answer their preflights', async () => {
      const { status, headers } = await ask(READ, preflight('http://localhost:3000'));
      expect(status).toBe(204);
      expect(headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
      expect(headers.get('access-control-allow-methods')).toContain('PUT');
      expect(headers.get('access-control-allow-headers')).toBe('authorization,content-type');
      expect(headers.get('access-control-max-age')).toBe('86400');
      expect(headers.get('vary')).toContain('Origin');
    });

    it.each([
      FOREIGN,
      'null',
      `${APP}.evil.example`,
      'https://app.example:444',
      'http://app.example',
    ])('say nothing to %s', async (origin) => {
      for (const init of [from(origin), preflight(origin)]) {
        const { headers } = await ask(READ, init);
        expect(headers.get('access-control-allow-origin')).toBeNull();
        expect(headers.get('vary')).toContain('Origin');
      }
    });

    it('are none when no origin is listed', async () => {
      const { headers } = await ask(READ, from(APP), closed);
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('vary')).toBeNull();
    });

    it.each([
      ['a preflight', '/batch', preflight(FOREIGN)],
      ['an answer', '/batch/', { method: 'POST', ...from(FOREIGN) }],
      ["an SDK's question", `/array/${WRITE_KEY}/config`, from(FOREIGN)],
    ])('let any of them have %s of capture, once', async (_what, path, init) => {
      for (const asked of [gateway, closed]) {
        const { headers } = await ask(path, init, asked);
        expect(headers.get('access-control-allow-origin')).toBe('*');
        expect(headers.get('access-control-allow-credentials')).toBeNull();
      }
    });
  });

  describe('security.txt', () => {
    const PATH = '/.well-known/security.txt';

    it('says whom to tell, for less than a year', async () => {
      const { status, headers, text } = await ask(PATH);
      expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
      const fields = new Map(
        text
          .trimEnd()
          .split('\n')
          .map((line) => line.split(': ') as [string, string]),
      );
      expect(fields.get('Contact')).toBe('mailto:security@trailmark.example');
      expect(fields.get('Preferred-Languages')).toBe('en');
      expect(fields.get('Canonical')).toBe(`https://api.example${PATH}`);
      const days = (Date.parse(fields.get('Expires') ?? '') - Date.now()) / 86_400_000;
      expect(days).toBeGreaterThan(170);
      expect(days).toBeLessThan(366);
    });

    it('is not there without a contact', async () => {
      expect((await ask(PATH, {}, closed)).status).toBe(404);
    });
  });
});
