import { createHash } from 'node:crypto';
import { WRITE_KEY_REVOKED } from '@trailmark/contracts';
import { Database, NatsConnection } from '@trailmark/platform';
import { connectNats, explain, TestService, waitFor } from '@trailmark/testing';
import { runWriteKeyJob } from '../src/write-key-job/run-write-key-job.js';
import { WriteKeyOptions } from '../src/write-key-job/write-key-options.js';
import { Cleaner } from '../src/cleaning/cleaner.js';
import { WriteKeysRepository } from '../src/write-keys/write-keys.repository.js';
import { askingOf, startIdentity } from './identity-service.js';

const DAY_MS = 86_400_000;
const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

describe('write keys', () => {
  let service: TestService;
  let ask: ReturnType<typeof askingOf>;

  beforeAll(async () => {
    service = await startIdentity();
    ask = askingOf(service.app);
  });
  afterAll(() => service.stop());

  const create = (label = 'shop') => ask('identity.write-key.create', { label });
  const isKnown = async (key: string): Promise<boolean> =>
    (await askingOf(service.app, null)('identity.write-key.verify', { hash: hashOf(key) })).known;
  const list = (query: object = {}) =>
    ask('identity.write-key.list', { page: 1, limit: 50, ...query });

  it('are shown once, found by their hash, and stored as nothing else', async () => {
    const made = await create();
    expect(made).toMatchObject({ label: 'shop', created_by: 'root', revoked_at: null });
    expect(made.key).toMatch(/^tm_[\w-]{43}$/);
    expect(made.key.endsWith(made.last_four)).toBe(true);
    expect(await isKnown(made.key)).toBe(true);
    expect(await isKnown(made.key.toLowerCase())).toBe(false);
    const [row] = await service.schema.query('SELECT * FROM write_keys');
    expect(Buffer.from(hashOf(made.key), 'hex').equals(row?.key_hash as Buffer)).toBe(true);
    expect(JSON.stringify(row)).not.toContain(made.key.slice(3, 40));
    expect(JSON.stringify(await list())).not.toContain(made.key.slice(3, 40));
  });

  it('that are revoked are known no more, which the gateways are told', async () => {
    const heard: unknown[] = [];
    const nats: NatsConnection = await connectNats();
    nats.subscribe(WRITE_KEY_REVOKED, { callback: (_error, m) => heard.push(m.json()) });
    await nats.flush();
    const { id, key } = await create('old');
    const { revoked_at } = await ask('identity.write-key.revoke', { id });
    expect(await isKnown(key)).toBe(false);
    await waitFor(() => heard.length > 0);
    expect(heard).toEqual([{ hash: hashOf(key) }]);
    expect(await ask('identity.write-key.revoke', { id })).toMatchObject({ id, revoked_at });
    await nats.close();
  });

  it('that are not there cannot be revoked', async () => {
    const id = '0198a1b2-c3d4-7abc-9def-0123456789ab';
    const none = ask('identity.write-key.revoke', { id });
    await expect(none).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are removed 90 days after they were revoked, and others never', async () => {
    const [kept, gone] = [await create('kept'), await create('gone')];
    await ask('identity.write-key.revoke', { id: gone.id });
    const cleaner = service.app.get(Cleaner);
    const ids = async () => (await list({ limit: 200 })).items.map(({ id }) => id);
    await cleaner.clean(new Date(Date.now() + 89 * DAY_MS));
    expect(await ids()).toEqual(expect.arrayContaining([kept.id, gone.id]));
    await cleaner.clean(new Date(Date.now() + 91 * DAY_MS));
    expect(await ids()).toContain(kept.id);
    expect(await ids()).not.toContain(gone.id);
  });

  describe('of an operator', () => {
    /** What a command line answers, with the exit code and what is said of it. */
    const job = async (options: WriteKeyOptions) => {
      const [answers, remarks]: string[][] = [[], []];
      const printing = {
        answer: (line: string) => void answers?.push(line),
        remark: (line: string) => void remarks?.push(line),
      };
      const code = await runWriteKeyJob(service.app.get(Database), options, printing);
      return { code, answers: answers ?? [], remarks: remarks ?? [] };
    };

    it('are printed alone, are good, and nobody has made them', async () => {
      const { code, answers } = await job({ job: 'create', label: 'web shop' });
      expect(code).toBe(0);
      expect(answers).toEqual([expect.stringMatching(/^tm_[\w-]{43}$/)]);
      expect(await isKnown(answers[0] ?? '')).toBe(true);
      const [newest] = (await list()).items;
      expect(newest).toMatchObject({ label: 'web shop', created_by: '' });
    });

    it('are listed beside all others, newest first, and never whole', async () => {
      const { id, key } = await create('by the API');
      const { answers } = await job({ job: 'list' });
      const [first = ''] = answers;
      expect(first.split('\t')).toEqual([
        id,
        `…${key.slice(-4)}`,
        expect.stringMatching(/Z$/),
        'good',
        'root',
        'by the API',
      ]);
      expect(answers).toHaveLength((await list({ limit: 200 })).items.length);
      expect(answers.join()).not.toContain(key.slice(3, 40));
    });

    it('are revoked by their id', async () => {
      const { id, key } = await create('leaked');
      expect((await job({ job: 'revoke', id })).code).toBe(0);
      expect(await isKnown(key)).toBe(false);
      const line = (await job({ job: 'list' })).answers.find((text) => text.startsWith(id));
      expect(line).toContain('revoked 2');
    });

    it('cannot be revoked when there are none of that id', async () => {
      const id = '0198a1b2-c3d4-7abc-9def-0123456789ab';
      expect(await job({ job: 'revoke', id })).toMatchObject({
        code: 1,
        remarks: ['There is no such key.'],
      });
    });
  });

  it.each(['create', 'list', 'revoke'] as const)('need somebody for %s', async (verb) => {
    const asking = askingOf(service.app, null)(`identity.write-key.${verb}`, {} as never);
    await expect(asking).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  it.each([
    ['identity.write-key.create', { label: ' x' }, 'label'],
    ['identity.write-key.create', { label: 'x'.repeat(101) }, 'label'],
    ['identity.write-key.create', { label: 'x', key: 'tm_mine' }, 'key'],
    ['identity.write-key.verify', { hash: 'tm_a_key' }, 'hash'],
    ['identity.write-key.revoke', { id: '1' }, 'id'],
    ['identity.write-key.list', { page: 1, limit: 201 }, 'limit'],
    ['identity.write-key.list', { page: 1, limit: 1, cursor: 'x' }, 'cursor'],
  ] as const)('%s refuses %j by the name of the field', async (subject, request, field) => {
    await expect(ask(subject, request as never)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [expect.objectContaining({ field })],
    });
  });

  it('are no more than 1000 good ones, which are listed in pages and found by index', async () => {
    const { total } = await list();
    const now = new Date();
    const rows = Array.from({ length: 1000 - total + 10 }, (_, n) => [
      Buffer.from(String(n).padStart(16, '0')),
      createHash('sha256').update(String(n)).digest(),
      `many ${n}`,
      'last',
      'root',
      now,
      null,
    ]);
    await service.schema.query('INSERT INTO write_keys VALUES ?', [rows]);
    await expect(create()).rejects.toMatchObject({ code: 'CONFLICT' });
    const first = await list({ limit: 200 });
    const second = await list({ limit: 200, cursor: first.next_cursor ?? '' });
    expect(first.total).toBe(1010);
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted().toReversed());
    expect(new Set(ids).size).toBe(400);
    await service.schema.query('ANALYZE TABLE write_keys');
    const { dataSource } = service.app.get(Database);
    const keys = service.app.get(WriteKeysRepository);
    const plan = await explain(dataSource, service.schema, () =>
      keys.isGood(dataSource.manager, Buffer.alloc(32)),
    );
    for (const row of plan) expect(Number(row.rows ?? 0)).toBeLessThanOrEqual(1);
  });
});
