import { JsonText } from '@trailmark/platform';
import Fastify from 'fastify';
import { AnswerConfig } from './answered-as.decorator.js';
import { writeAnswers } from './answer-forms.js';
import { digestOf } from './conditional.js';
import { enveloped } from './envelope.js';
import { Listing } from './listing.js';
import { PartialList } from './partial-list.js';
import { Versioned } from './versioned.js';

/** A server whose one route answers with what a handler returned. */
const serverOf = (result: unknown) => {
  const server = Fastify();
  writeAnswers(server);
  const config: AnswerConfig = { answerForm: enveloped };
  server.route({
    method: ['GET', 'POST'],
    url: '/',
    config,
    handler: () => Promise.resolve(result),
  });
  return server;
};

const DATA = { name: 'Zoë "z"', list: [1, null], at: undefined };
const page = { items: [DATA], total: 1, total_relation: 'eq', next_cursor: null } as const;
const listing = new Listing({ ...page, items: [DATA] }, { page: 1, limit: 50 });

describe('an envelope', () => {
  it.each([
    ['a value', DATA, { data: DATA }, {}],
    ['a value that is text already', new JsonText(JSON.stringify(DATA)), { data: DATA }, {}],
    ['a list', listing, { data: [DATA], pagination: listing.pagination }, {}],
    [
      'a partial list',
      new PartialList({ items: [DATA], degraded: ['usage'] }),
      { data: [DATA] },
      { degraded: ['usage'] },
    ],
    ['a version', new Versioned(DATA, 3), { data: DATA }, {}],
  ])('holds %s, as JSON writes it', async (_what, result, body, added) => {
    const answer = await serverOf(result).inject({ url: '/' });
    const { metadata } = answer.json<{ metadata: object }>();
    expect(answer.body).toBe(JSON.stringify({ success: true, ...body, metadata }));
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(Object.keys(metadata)).toEqual([
      'timestamp',
      'request_id',
      'processing_time',
      ...Object.keys(added),
    ]);
  });

  it('of a read has a digest of all but the metadata, and is not sent twice', async () => {
    const server = serverOf(DATA);
    const { value } = digestOf(JSON.stringify({ success: true, data: DATA }));
    const { headers } = await server.inject({ url: '/' });
    expect(headers.etag).toBe(`W/"${value}"`);
    const again = await server.inject({ url: '/', headers: { 'if-none-match': `"${value}"` } });
    expect([again.statusCode, again.body, again.headers['content-type']]).toEqual([
      304,
      '',
      undefined,
    ]);
  });

  it('of a version has that, however it was asked for', async () => {
    const answer = await serverOf(new Versioned(DATA, 3)).inject({ method: 'POST', url: '/' });
    expect(answer.headers.etag).toBe('"3"');
  });

  it('of a change has none, and of a HEAD the length alone', async () => {
    const server = serverOf(DATA);
    const changed = await server.inject({ method: 'POST', url: '/', payload: {} });
    expect(changed.headers.etag).toBeUndefined();
    const head = await server.inject({ method: 'HEAD', url: '/' });
    expect([head.body, Number(head.headers['content-length']) > 0]).toEqual(['', true]);
  });
});
