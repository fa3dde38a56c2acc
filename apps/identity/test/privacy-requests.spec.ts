import { Principal, PrivacyRequestView, Role } from '@trailmark/contracts';
import {
  AppProcess,
  callRpc,
  FakeDataServices,
  mentionsOf,
  resetStreams,
  createSchema,
  testEnv,
  TestSchema,
  TestService,
  waitFor,
} from '@trailmark/testing';
import { startIdentity } from './privacy-service.js';

const ROWS = { journey: 0, events: 35, performance: 1, usage: 1, activity: 1, dashboard: 1 };

const principal = (sub: string, role: Role = 'user'): Principal => ({
  sub,
  email: null,
  roles: [role],
});

const erase = (user_id: string, by: Principal): Promise<PrivacyRequestView> =>
  callRpc('identity.privacy.erase', { user_id }, by);
const find = (id: string, by: Principal): Promise<PrivacyRequestView> =>
  callRpc('identity.privacy.find', { id }, by);

const untilDone = async (id: string, by: Principal): Promise<PrivacyRequestView> => {
  await waitFor(async () => (await find(id, by)).status === 'done');
  return find(id, by);
};

const countsOf = ({ receipts }: PrivacyRequestView) =>
  Object.fromEntries(receipts.map(({ service, counts }) => [service, counts.rows ?? 0]));

describe('requests to erase users', () => {
  let service: TestService;
  let peers: FakeDataServices;

  beforeAll(async () => {
    service = await startIdentity();
  });
  afterAll(() => service.stop());
  beforeEach(async () => {
    peers = await FakeDataServices.start(ROWS);
  });
  afterEach(() => peers.stop());

  it('are done once every service is, the dashboard last, with a receipt of each', async () => {
    const begun = await erase('ann', principal('ann'));
    expect(begun).toMatchObject({ kind: 'erasure', status: 'pending', completed_at: null });
    const done = await untilDone(begun.request_id, principal('ann'));
    expect(countsOf(done)).toEqual({ identity: 0, ...ROWS });
    expect(done.completed_at).toEqual(expect.any(String));
    expect(peers.asked.at(-1)?.service).toBe('dashboard');
    expect(peers.asked.filter((asked) => asked.service === 'events')).toHaveLength(4);
    expect(new Set(peers.asked.map(({ request }) => JSON.stringify(request))).size).toBe(1);
    expect(await mentionsOf(service.schema, 'ann')).toEqual([]);
  });

  it('are one while one is open, and another afterwards', async () => {
    peers.away.add('usage');
    const first = await erase('bob', principal('bob'));
    const again = await erase('bob', principal('root', 'admin'));
    expect(again.request_id).toBe(first.request_id);
    peers.away.clear();
    await untilDone(first.request_id, principal('bob'));
    const later = await erase('bob', principal('bob'));
    expect(later.request_id).not.toBe(first.request_id);
  });

  it('wait for a service that is away, and name it', async () => {
    await peers.stop();
    peers = await FakeDataServices.start({ ...ROWS, events: 0 });
    const { request_id } = await erase('cid', principal('cid'));
    await peers.stop();
    await waitFor(async () => (await find(request_id, principal('cid'))).status === 'waiting');
    const { receipts } = await find(request_id, principal('cid'));
    expect(receipts.find(({ service: name }) => name === 'dashboard')?.status).not.toBe('done');
    peers = await FakeDataServices.start(ROWS);
    expect((await untilDone(request_id, principal('cid'))).receipts).toHaveLength(7);
  });

  it.each<[string, Principal, boolean]>([
    ['whom they are about', principal('dan'), true],
    ['who made them', principal('eve', 'admin'), true],
    ['any administrator', principal('root', 'admin'), true],
    ['another user', principal('fay'), false],
    ['support', principal('sam', 'support'), false],
  ])('are seen by %s: %s', async (_who, by, sees) => {
    const { request_id } = await erase('dan', principal('eve', 'admin'));
    const seen = find(request_id, by);
    if (sees) await expect(seen).resolves.toMatchObject({ request_id });
    else await expect(seen).rejects.toMatchObject({ body: { code: 'NOT_FOUND' } });
  });
});

describe('an erasure whose runner is killed', () => {
  let schema: TestSchema;

  beforeEach(async () => {
    await resetStreams();
    schema = await createSchema();
  });
  afterEach(() => schema.drop());

  it('is taken on by another one where it was', async () => {
    const env = testEnv({ DATABASE_URL: schema.url });
    const peers = await FakeDataServices.start({ ...ROWS, events: 2000 });
    const [first, second] = [
      await AppProcess.start('apps/identity/dist/main.js', env),
      await AppProcess.create('apps/identity/dist/main.js', env),
    ];
    const { request_id } = await erase('ann', principal('ann'));
    await waitFor(() => peers.asked.length > 20);
    await first.kill();
    // As if the time of its lease had passed.
    await schema.query('UPDATE privacy_requests SET due_at = NOW(3) - INTERVAL 1 SECOND');
    second.launch();
    await second.ready();
    const done = await untilDone(request_id, principal('ann'));
    expect(countsOf(done)).toEqual({ identity: 0, ...ROWS, events: 2000 });
    expect(await mentionsOf(schema, 'ann')).toEqual([]);
    await second.stop();
    await peers.stop();
  });
});
