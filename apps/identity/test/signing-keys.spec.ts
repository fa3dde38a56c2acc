import { generateKeyPairSync, KeyObject } from 'node:crypto';
import { NewSigningKeyDto, SigningAlgorithm } from '@trailmark/contracts';
import { Database } from '@trailmark/platform';
import { explain, TestService } from '@trailmark/testing';
import { SigningKeysRepository } from '../src/signing-keys/signing-keys.repository.js';
import { SigningKeysService } from '../src/signing-keys/signing-keys.service.js';
import { askingOf, startIdentity, startReplica } from './identity-service.js';

const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();
const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const ED = generateKeyPairSync('ed25519');
const P256 = ec('prime256v1');
const RSA = rsa(2048);
const SECRET_PEM = ED.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

describe('signing keys', () => {
  let service: TestService;
  let ask: ReturnType<typeof askingOf>;

  beforeAll(async () => {
    service = await startIdentity();
    ask = askingOf(service.app);
  });
  afterAll(() => service.stop());

  const create = (request: Partial<NewSigningKeyDto> = {}) =>
    ask('identity.signing-key.create', {
      label: 'a key',
      algorithm: 'hmac-sha256',
      user_id: 'ann',
      ...request,
    });
  const find = (key_id: string) => ask('identity.signing-key.find', { key_id });
  const list = (query: object = {}) =>
    ask('identity.signing-key.list', { page: 1, limit: 50, ...query });

  it.each<[SigningAlgorithm, KeyObject]>([
    ['ed25519', ED.publicKey],
    ['ecdsa-p256-sha256', P256.publicKey],
    ['rsa-pss-sha512', RSA.publicKey],
  ])('of %s are kept as they were given, and found', async (algorithm, key) => {
    const made = await create({ algorithm, public_key: pem(key), user_id: algorithm });
    expect(made).toMatchObject({ user_id: algorithm, algorithm, public_key: pem(key) });
    expect([made.secret, made.revoked_at]).toEqual([null, null]);
    const user_id = algorithm;
    expect(await find(made.id)).toEqual({ key_id: made.id, algorithm, key: pem(key), user_id });
  });

  it('of hmac-sha256 have a secret of 32 bytes, which is shown once and stored encrypted', async () => {
    const made = await create();
    const secret = Buffer.from(made.secret ?? '', 'base64');
    expect(secret).toHaveLength(32);
    expect(await find(made.id)).toMatchObject({ key: made.secret, user_id: 'ann' });
    const listed = await list({ user_id: 'ann' });
    expect(listed.items.find(({ id }) => id === made.id)).not.toHaveProperty('secret');
    const rows = await service.schema.query<{ secret: Buffer | null }>(
      'SELECT secret FROM signing_keys',
    );
    expect(rows.some((row) => row.secret?.includes(secret))).toBe(false);
    expect((await create()).secret).not.toBe(made.secret);
  });

  it('need nobody to be found: they are asked for before it is known who asks', async () => {
    const { id } = await create({ user_id: 'early' });
    const found = await askingOf(service.app, null)('identity.signing-key.find', { key_id: id });
    expect(found).toMatchObject({ user_id: 'early' });
  });

  it.each(['create', 'list', 'revoke'] as const)('need somebody for %s', async (verb) => {
    const nobody = askingOf(service.app, null);
    const asking = nobody(`identity.signing-key.${verb}`, {} as never);
    await expect(asking).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  it.each<[string, Partial<NewSigningKeyDto>, string]>([
    ['a private key', { algorithm: 'ed25519', public_key: SECRET_PEM }, 'public_key'],
    [
      'both in one',
      { algorithm: 'ed25519', public_key: pem(ED.publicKey) + SECRET_PEM },
      'public_key',
    ],
    ['no key', { algorithm: 'ed25519' }, 'public_key'],
    [
      'another algorithm’s',
      { algorithm: 'ed25519', public_key: pem(P256.publicKey) },
      'public_key',
    ],
    [
      'another curve',
      { algorithm: 'ecdsa-p256-sha256', public_key: pem(ec('secp384r1').publicKey) },
      'public_key',
    ],
    [
      'a short RSA key',
      { algorithm: 'rsa-pss-sha512', public_key: pem(rsa(1024).publicKey) },
      'public_key',
    ],
    [
      'garbage in PEM',
      {
        algorithm: 'ed25519',
        public_key: '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
      },
      'public_key',
    ],
    ['a key where none belongs', { public_key: pem(ED.publicKey) }, 'public_key'],
    ['an unknown algorithm', { algorithm: 'none' as SigningAlgorithm }, 'algorithm'],
    ['no label', { label: '' }, 'label'],
    ['a long label', { label: 'x'.repeat(101) }, 'label'],
    ['nobody’s', { user_id: '' }, 'user_id'],
  ])('cannot be %s', async (_what, request, field) => {
    await expect(create(request)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [expect.objectContaining({ field })],
    });
  });

  it('are no more than 20 good ones of a user', async () => {
    const made = [];
    for (let n = 0; n < 20; n += 1) made.push(await create({ user_id: 'many' }));
    await expect(create({ user_id: 'many' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await ask('identity.signing-key.revoke', { id: made[0]?.id ?? '' });
    expect((await create({ user_id: 'many' })).user_id).toBe('many');
  });

  describe('that are revoked', () => {
    it('are found no more, stay in the list, and stay revoked since then', async () => {
      const { id } = await create({ user_id: 'rita' });
      const { revoked_at } = await ask('identity.signing-key.revoke', { id, user_id: 'rita' });
      expect(Date.parse(revoked_at ?? '')).toBeGreaterThan(0);
      expect(await find(id)).toBeNull();
      expect(await ask('identity.signing-key.revoke', { id })).toMatchObject({ id, revoked_at });
      expect((await list({ user_id: 'rita' })).items).toMatchObject([{ id, revoked_at }]);
    });

    it('were the caller’s own, if it must be', async () => {
      const { id } = await create({ user_id: 'ann' });
      const others = ask('identity.signing-key.revoke', { id, user_id: 'bob' });
      await expect(others).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await find(id)).toMatchObject({ key_id: id });
    });

    it('are there', async () => {
      const id = '0198a1b2-c3d4-7abc-9def-0123456789ab';
      const none = ask('identity.signing-key.revoke', { id });
      await expect(none).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  it.each(['', 'x', '0198a1b2-c3d4-7abc-9def-0123456789ab', '%00', "' OR 1=1 --"])(
    'are not found under %j',
    async (id) => {
      const asking = find(id);
      await (id === ''
        ? expect(asking).rejects.toMatchObject({ code: 'VALIDATION_ERROR' })
        : expect(asking).resolves.toBeNull());
    },
  );

  it('are listed newest first, in pages', async () => {
    const made = [];
    for (let n = 0; n < 5; n += 1) made.unshift((await create({ user_id: 'pat' })).id);
    const first = await list({ user_id: 'pat', limit: 2 });
    const cursor = first.next_cursor ?? '';
    const second = await list({ user_id: 'pat', limit: 2, cursor });
    const third = await list({ user_id: 'pat', limit: 2, page: 3 });
    const ids = [first, second, third].flatMap(({ items }) => items.map(({ id }) => id));
    expect([first.total, third.next_cursor]).toEqual([5, null]);
    expect(ids.toSorted()).toEqual(made.toSorted());
  });

  it('under another encryption key are unknown if they are secrets, and no others', async () => {
    const hmac = await create();
    const ed = await create({ algorithm: 'ed25519', public_key: pem(ED.publicKey) });
    const other = await startReplica(service.schema.url, {
      IDENTITY_ENCRYPTION_KEY: 'another key of 32 characters or more',
    });
    const keys = other.get(SigningKeysService);
    expect(await keys.find({ key_id: hmac.id })).toBeNull();
    expect(await keys.find({ key_id: ed.id })).toMatchObject({ key_id: ed.id });
    await other.close();
  });

  it('are looked for by index', async () => {
    const now = new Date();
    const rows = (n: number) =>
      Array.from({ length: 500 }, (_, m) => [
        Buffer.from(`${n}-${m}`.padEnd(16)),
        `user ${m}`,
        'x',
        'ed25519',
        'x',
        null,
        now,
        null,
      ]);
    for (let n = 0; n < 4; n += 1) {
      await service.schema.query('INSERT INTO signing_keys VALUES ?', [rows(n)]);
    }
    await service.schema.query('ANALYZE TABLE signing_keys');
    const { dataSource } = service.app.get(Database);
    const keys = service.app.get(SigningKeysRepository);
    const sql = dataSource.manager;
    const slice = { limit: 51, offset: 0, before: null };
    for (const read of [
      () => keys.find(sql, '0198a1b2-c3d4-7abc-9def-0123456789ab'),
      () => keys.list(sql, 'user 7', slice),
      () => keys.countGood(sql, 'user 7'),
    ]) {
      for (const row of await explain(dataSource, service.schema, read)) {
        expect(row.rows).toBeLessThanOrEqual(10);
      }
    }
  });
});
