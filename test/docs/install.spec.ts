import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import {
  databaseClientFolder,
  findNatsServer,
  isPortFree,
  type RunningServer,
  startMariaDb,
} from '@trailmark/tools';
import { at, ROOT } from '../deploy/paths.js';
import { Shell } from './shell.js';

const PROCESSES = 8;

/** Below the ports that other tests and the system choose from. */
const [LOWEST, HIGHEST] = [20_000, 24_500];

/**
 * The page says how to install packages of the system, and has no block of it. Of the blocks `npm ci` alone is
 * left out: tests run from what it has installed, and it would take that from under them.
 */
const NO_NPM_CI = 'npm() { [ "$1" = ci ] || command npm "$@"; }';

/** A busy machine stores an event later than the page's gateway waits for. */
const PATIENT = 'echo INGEST_WAIT_MS=10000 >> "$CONF/gateway.env"';

const page = readFileSync(at('docs/operations.md'), 'utf8');

const blocks = [...page.matchAll(/^```sh install (\w+)\n([^]*?)^```/gm)].map(
  ([, name = '', text = '']) => ({ name, text }),
);

const blockOf = (name: string): string => {
  const block = blocks.find((one) => one.name === name);
  if (!block) throw new Error(`docs/operations.md has no block ${name}`);
  return block.text;
};

/** The first of so many free ports in a row. */
const freePorts = async (count: number): Promise<number> => {
  for (let first = LOWEST + (process.pid % 500) * count; first < HIGHEST; first += count) {
    const ports = Array.from({ length: count }, (_, n) => first + n);
    const free = await Promise.all(ports.map((port) => isPortFree(port)));
    if (free.every(Boolean)) return first;
  }
  throw new Error('there are no free ports');
};

describe('installing as docs/operations.md says', () => {
  let folder: string;
  let database: RunningServer;
  let shell: Shell;
  const printed = new Map<string, string>();

  /** Where this machine's things are, instead of the page's. */
  const ownSettings = async (): Promise<string> => {
    const first = await freePorts(PROCESSES + 1);
    return [
      ...['CONF', 'LOGS', 'STORE_DIR'].map((name) => `${name}=${join(folder, name)}`),
      `NATS=127.0.0.1:${first + PROCESSES}`,
      `DB=127.0.0.1:${database.port}`,
      `ADMIN="mariadb --host=127.0.0.1 --port=${database.port} --user=root"`,
      `FIRST_PORT=${first}`,
    ].join('\n');
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-install-'));
    database = await startMariaDb({ dataDir: join(folder, 'database') });
    const programs = [databaseClientFolder(), dirname(findNatsServer() ?? '')];
    const path = [process.env.PATH, ...programs].join(delimiter);
    shell = new Shell({ PATH: path, HOME: folder, MYSQL_PWD: 'test' }, ROOT);
    await shell.run(NO_NPM_CI);
  });
  afterAll(async () => {
    await shell.end();
    await database.stop();
    rmSync(folder, { recursive: true });
  });

  it('begins with settings and ends with a look at what runs', () => {
    expect(blocks[0]?.name).toBe('settings');
    expect(blocks.at(-1)?.name).toBe('look');
  });

  it.each(blocks)(
    'works: $name',
    async ({ name, text }) => {
      if (name === 'start') await shell.run(PATIENT);
      printed.set(name, await shell.run(text));
      if (name === 'settings') await shell.run(await ownSettings());
    },
    600_000,
  );

  it('ends with both events read back', () => {
    const answers = printed.get('events') ?? '';
    expect(answers).toMatch(/"status":"stored"/);
    const lists = answers.match(/"event_name":"installed"|"event":"installed"/g);
    expect(lists).toHaveLength(2);
  });

  it('shows nothing that waits, counters that agree, and what the gateway took', () => {
    const look = printed.get('look') ?? '';
    expect(look).toMatch(/^EVENTS +events +0 /m);
    expect(look).toMatch(/\b0 rows differ/);
    expect(look).toMatch(/^Nothing is behind it\.$/m);
    expect(look).toMatch(/^trailmark_intake_facts_total\{.*stream="EVENTS".*\} 1$/m);
  });

  it('leaves secrets to their owner', () => {
    expect(statSync(join(folder, 'CONF')).mode & 0o077).toBe(0);
  });

  it('lets an account archive a month, the rarest of what a service does', async () => {
    const printed = await shell.run(`
      long_ago=$(date -u -d '40 days ago' +%FT%TZ)
      call "$API/analytics/events" -H "Authorization: Bearer $TOKEN" -d '{ "timestamp": "'"$long_ago"'",
        "user_id": "user_1", "session_id": "session_0", "event_type": "business_event", "event_name": "long_ago",
        "event_category": "settings", "properties": {}, "source": "api", "platform": "web" }'
      export RETENTION_DAYS=1 ARCHIVE_DROPPED_PARTITIONS=true
      as events node apps/events/dist/retention.js run
      as events node apps/events/dist/archive.js list`);
    expect(printed).toContain('Nothing is behind the retention any more.');
    expect(printed).toMatch(/^\d{4}-\d\d analytics_events: about \d+ rows/m);
  });

  it('lets an account do nothing in another schema', async () => {
    const asking =
      'as events node -e \'console.log(process.env.DATABASE_URL.split(/[/:@]+/).slice(1, 3).join(" "))\'';
    const [user, password] = (await shell.run(asking)).trim().split(' ');
    const others = await shell.run(
      `MYSQL_PWD=${password} mariadb --host=127.0.0.1 --port=${database.port} --user=${user} -Ne 'SHOW DATABASES'`,
    );
    expect(others.trim().split('\n').toSorted()).toEqual([
      'information_schema',
      'trailmark_events',
    ]);
  });

  it('gives the broker and all processes new passwords', async () => {
    const [, rotate = ''] = /^```sh rotate\n([^]*?)^```/m.exec(page) ?? [];
    const [old = ''] = (await shell.run('cat "$CONF/events.env"')).match(/NATS_URL=.*/) ?? [];
    await shell.run(rotate);
    await shell.run('until grep -q "NATS refuses" "$LOGS/events.log"; do sleep 0.2; done');
    // The first job is the broker.
    await shell.run('apps=$(jobs -p | tail -n +2); kill $apps; wait $apps || true');
    await shell.run(blockOf('start'));
    expect(await shell.run('cat "$CONF/events.env"')).not.toContain(old);
    const answer =
      await shell.run(`call "$API/analytics/events" -H "Authorization: Bearer $TOKEN" -d '{
      "user_id": "user_1", "session_id": "session_1", "event_type": "business_event", "event_name": "rotated",
      "event_category": "settings", "properties": {}, "source": "api", "platform": "web" }'`);
    expect(answer).toContain('"status":"stored"');
  }, 600_000);
});
