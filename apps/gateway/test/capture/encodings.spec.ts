import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { CaptureGateway, OTHER_KEY, SentBody, WRITE_KEY } from './capture-gateway.js';

const event = { event: 'signed up', distinct_id: 'ann', properties: { plan: 'größer' } };
const single = { api_key: WRITE_KEY, ...event };
const batch = { api_key: WRITE_KEY, batch: [event] };
const list = [{ ...event, properties: { ...event.properties, token: WRITE_KEY } }];

const base64 = (text: string) => Buffer.from(text).toString('base64');
const form = (data: string, more = '') => `data=${encodeURIComponent(data)}${more}`;
const json = (value: unknown) => JSON.stringify(value);
const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
const PLAIN_TYPE = { 'content-type': 'text/plain' };

describe('what SDKs send', () => {
  let gateway: CaptureGateway;

  beforeAll(async () => {
    gateway = await CaptureGateway.startBesideIdentity();
  });
  afterEach(() => gateway.forget());
  afterAll(() => gateway.stop());

  const expectOne = async (answer: Response) => {
    expect([answer.status, await answer.text()]).toEqual([200, '{"status":"Ok"}']);
    const [only, ...others] = await gateway.events();
    expect(others).toEqual([]);
    expect(only).toMatchObject({ distinct_id: 'ann', properties: { plan: 'größer' } });
    return only;
  };

  describe.each(['', '/'])('is taken, the path ending in "%s", at', (slash) => {
    it.each(['/batch', '/capture', '/e', '/i/v0/e', '/track', '/engage'])('%s', async (path) => {
      await expectOne(await gateway.post(path + slash, json(batch), JSON_TYPE));
    });
  });

  it.each<[string, string, SentBody, Record<string, string>]>([
    ['a batch as JSON', '', json(batch), JSON_TYPE],
    ['a single event', '', json(single), JSON_TYPE],
    ['a list', '', json(list), JSON_TYPE],
    ['JSON called text', '', json(single), { 'content-type': 'text/plain;charset=UTF-8' }],
    ['JSON with a byte order mark', '', `\ufeff${json(single)}`, PLAIN_TYPE],
    ['JSON called a form', '', json(single), FORM_TYPE],
    ['JSON of no type', '', new Blob([json(single)]), {}],
    [
      'gzip with its encoding',
      '',
      gzipSync(json(batch)),
      { ...JSON_TYPE, 'content-encoding': 'gzip' },
    ],
    ['gzip without', '', gzipSync(json(batch)), PLAIN_TYPE],
    ['gzip as the query says', '?compression=gzip-js', gzipSync(json(batch)), PLAIN_TYPE],
    ['gzip of no type', '', new Blob([gzipSync(json(batch))]), {}],
    ['JSON in spite of the query', '?compression=gzip-js', json(batch), PLAIN_TYPE],
    ['base64', '', base64(json(batch)), PLAIN_TYPE],
    ['base64 of gzip', '', gzipSync(json(batch)).toString('base64'), PLAIN_TYPE],
    ['a form of base64', '?compression=base64', form(base64(json(batch))), FORM_TYPE],
    ['a form of JSON', '', form(json(batch)), FORM_TYPE],
    ['a form with more than data', '', form(json(single), '&ip=1'), FORM_TYPE],
    ['a form of gzip', '', form(gzipSync(json(batch)).toString('base64')), FORM_TYPE],
    ['a form called text', '', form(base64(json(batch))), PLAIN_TYPE],
    [
      'a form whose base64 has plain plus signs',
      '',
      `data=${base64(json({ ...single, uuid: null, pad: '~~~>>>???' }))}`,
      FORM_TYPE,
    ],
  ])('is taken as %s', async (_what, query, body, headers) => {
    await expectOne(await gateway.post(`/e/${query}`, body, headers));
  });

  it.each<[string, string, unknown]>([
    ['api_key', '', { ...event, api_key: WRITE_KEY }],
    ['token', '', { ...event, token: WRITE_KEY }],
    ['the second key', '', { ...event, token: OTHER_KEY }],
    ['$token', '', { ...event, $token: WRITE_KEY }],
    ['token of the batch', '', { token: WRITE_KEY, batch: [event] }],
    ['token of an event', '', { batch: [{ ...event, token: WRITE_KEY }] }],
    ['token of a listed event', '', [{ ...event, token: WRITE_KEY }]],
    ['properties.token', '', { ...event, properties: { plan: 'größer', token: WRITE_KEY } }],
    ['token in the query', `?token=${WRITE_KEY}`, event],
    ['api_key in the query', `?api_key=${WRITE_KEY}`, { batch: [event] }],
  ])('is authenticated by %s', async (_what, query, body) => {
    const { properties } = (await expectOne(
      await gateway.post(`/capture/${query}`, json(body), JSON_TYPE),
    )) ?? { properties: {} };
    expect(json(properties)).not.toContain(WRITE_KEY);
  });

  it('is authenticated by a field of a form', async () => {
    const body = form(base64(json(event)), `&token=${WRITE_KEY}`);
    await expectOne(await gateway.post('/e/', body, FORM_TYPE));
  });

  it.each<[string, string, unknown]>([
    ['no key', '', event],
    ['an empty key', '', { ...event, api_key: '' }],
    ['a key that is a number', '', { ...event, api_key: 1 }],
    ['an unknown key', '', { ...event, api_key: 'tm_nobody_knows_this_one' }],
    ['the beginning of a key', '', { ...event, api_key: WRITE_KEY.slice(0, -1) }],
    ['a wrong key before a right one', `?token=${WRITE_KEY}`, { ...event, api_key: 'phc_x' }],
    ['nothing but a key in a list', '', [WRITE_KEY]],
  ])('is refused with %s', async (_what, query, body) => {
    const answer = await gateway.post(`/e/${query}`, json(body), JSON_TYPE);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { code: 'UNAUTHORIZED' } });
    expect(await gateway.facts()).toEqual([]);
  });

  it.each<[string, SentBody | null]>([
    ['nothing', null],
    ['an empty text', ''],
    ['no JSON', '{"api_key":'],
    ['no JSON in base64', base64('hello')],
    ['a number', '12'],
    ['a text', json('hello')],
    ['a form without a value', 'data='],
    ['half a gzip', gzipSync(json(batch)).subarray(0, 30)],
    ['gzip of no JSON', gzipSync('hello')],
    ['noise that begins like gzip', Buffer.concat([Buffer.from([0x1f, 0x8b]), randomBytes(64)])],
  ])('cannot be read when it is %s', async (_what, body) => {
    const answer = await gateway.post(`/e/?token=${WRITE_KEY}`, body, PLAIN_TYPE);
    expect(answer.status).toBe(400);
    const { error } = (await answer.json()) as { error: { details: { field: string }[] } };
    expect(error).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ field: 'body' }] });
  });

  it.each<[string, unknown, string]>([
    ['an empty list', [], 'body'],
    ['an empty batch', { batch: [] }, 'batch'],
    ['a batch that is no list', { batch: { 0: event } }, 'batch'],
    ['a batch that is null', { batch: null }, 'batch'],
  ])('is refused by name as %s', async (_what, body, field) => {
    const answer = await gateway.post(`/e/?token=${WRITE_KEY}`, json(body), JSON_TYPE);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { details: [{ field }] } });
  });

  describe('too much of it', () => {
    const MIB = 1024 * 1024;

    it.each<[string, SentBody]>([
      ['a bomb', gzipSync(Buffer.alloc(200 * MIB, ' '))],
      ['a bomb in base64', gzipSync(Buffer.alloc(200 * MIB, ' ')).toString('base64')],
      ['a plain body over 1 MiB', `${json(single)}${' '.repeat(MIB)}`],
      ['1001 events', gzipSync(json({ ...batch, batch: Array(1001).fill(event) }))],
    ])('is refused with 413: %s', async (_what, body) => {
      const answer = await gateway.post(`/batch?token=${WRITE_KEY}`, body, PLAIN_TYPE);
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({ error: { code: 'PAYLOAD_TOO_LARGE' } });
      expect(await gateway.facts()).toEqual([]);
    });

    it('is not a thousand events that inflate to 9 MiB', async () => {
      const long = { ...event, properties: { plan: 'größer', text: 'x'.repeat(9 * 1024) } };
      const body = gzipSync(json({ ...batch, batch: Array(1000).fill(long) }));
      const answer = await gateway.post('/batch', body, PLAIN_TYPE);
      expect(answer.status).toBe(200);
      const facts = await gateway.facts();
      expect(facts).toHaveLength(1000);
      expect(new Set(facts.map(({ key }) => key)).size).toBe(1000);
    });
  });

  it('leaves the JSON routes as strict about types as they are', async () => {
    for (const type of [
      'text/plain',
      'application/octet-stream',
      'application/x-www-form-urlencoded',
    ]) {
      const answer = await gateway.post('/analytics/events', '{}', { 'content-type': type });
      expect(answer.status).toBe(415);
    }
  });
});

describe('a gateway without write keys of its own', () => {
  it('takes those that were given out, and cannot tell which while nobody says so', async () => {
    const gateway = await CaptureGateway.start({ WRITE_KEYS: '' });
    try {
      expect((await gateway.post('/e/', json(single), JSON_TYPE)).status).toBe(503);
      const other = json({ ...single, api_key: 'no key' });
      expect((await gateway.post('/e/', other, JSON_TYPE)).status).toBe(401);
    } finally {
      await gateway.stop();
    }
  });
});
