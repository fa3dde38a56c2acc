import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { CaptureGateway, WRITE_KEY } from './capture-gateway.js';

describe('whatever an SDK sends', () => {
  let gateway: CaptureGateway;

  beforeAll(async () => {
    gateway = await CaptureGateway.start();
  });
  afterEach(() => gateway.forget());
  afterAll(() => gateway.stop());

  const paths = fc.constantFrom('/e/', '/batch', '/engage', '/i/v0/e/', '/flags/?v=2');
  const keyed = (path: string) => `${path}${path.includes('?') ? '&' : '?'}token=${WRITE_KEY}`;
  const names = ['event', 'distinct_id', 'properties', 'timestamp', 'uuid', '$set', 'offset'];
  const more = ['batch', 'sent_at', 'api_key', '$set_once', '__proto__', 'constructor', 'toString'];
  const field = fc.constantFrom(
    ...names,
    ...more,
    '$anon_distinct_id',
    'alias',
    '$ip',
    'error_type',
  );
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('$identify', '$create_alias', 'fe80::1%0', '2026-11-22', '\ud800', -0, 1e308),
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('json'), { maxLength: 4 }),
      fc
        .array(fc.tuple(field, tie('json')), { maxLength: 6 })
        .map((entries) =>
          entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`),
        )
        .map((texts) => JSON.parse(`{${texts.join(',')}}`) as unknown),
    ),
  }));
  const allowed = [200, 400, 401];

  it('JSON of any shape is taken or refused, never a failure of ours', async () => {
    await fc.assert(
      fc.asyncProperty(paths, json, fc.boolean(), async (path, value, packed) => {
        const text = JSON.stringify(value);
        const answer = await gateway.post(keyed(path), packed ? gzipSync(text) : text);
        expect(allowed).toContain(answer.status);
      }),
      { numRuns: 400 },
    );
  });

  it('so are bytes of any kind', async () => {
    const noise = fc.uint8Array({ maxLength: 300 });
    const bytes = fc.oneof(
      noise,
      noise.map((tail) => Buffer.concat([Buffer.from([0x1f, 0x8b, 8]), tail])),
      noise.map((inner) => gzipSync(inner)),
      noise.map((inner) => Buffer.from(inner).toString('base64')),
      fc.string({ maxLength: 50 }).map((text) => `data=${text}`),
    );
    await fc.assert(
      fc.asyncProperty(paths, bytes, async (path, body) => {
        const sent = typeof body === 'string' ? body : Buffer.from(body);
        const answer = await gateway.post(keyed(path), sent);
        expect(allowed).toContain(answer.status);
      }),
      { numRuns: 200 },
    );
  });

  it('what is taken is in the stream, no more and no less', async () => {
    const event = fc.record({
      event: fc.constantFrom('a', '$pageview', '', null, 7),
      distinct_id: fc.constantFrom('ann', 'bob', '', 3, null, {}),
      n: fc.integer(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 20 }), async (events) => {
        await gateway.forget();
        const sent = events.map(({ n, ...rest }) => ({ ...rest, properties: { n } }));
        const answer = await gateway.send(sent);
        const isGood = (one: (typeof events)[number]) =>
          ['a', '$pageview'].some((name) => name === one.event) &&
          ['ann', 'bob', 3].some((id) => id === one.distinct_id);
        const expected = events.filter(isGood).map(({ n }) => n);
        expect((await gateway.events()).map(({ properties }) => properties.n)).toEqual(expected);
        expect(answer.status).toBe(expected.length === events.length ? 200 : 400);
      }),
      { numRuns: 40 },
    );
  });
});
