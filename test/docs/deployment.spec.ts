import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { containerOf, type K8sObject, objectsOf, ofKind } from '../deploy/manifests.js';
import { APPS, at, ROOT } from '../deploy/paths.js';

const page = readFileSync(at('docs/deployment.md'), 'utf8');

/** The commands of a block that has a name behind `sh`. */
const block = (name: string): string => {
  const [, text] = new RegExp(`^\`\`\`sh ${name}\\n([^]*?)^\`\`\``, 'm').exec(page) ?? [];
  if (text === undefined) throw new Error(`docs/deployment.md has no block ${name}`);
  return text;
};

describe('the commands of docs/deployment.md', () => {
  let folder: string;

  /** Stand-ins for what talks to an engine, a cluster or the internet: each notes how it was called. */
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-deployment-'));
    for (const name of ['docker', 'kubectl', 'curl', 'sh']) {
      const file = join(folder, name);
      writeFileSync(file, `#!/bin/bash\nprintf '%s ' ${name} "$@" >> "$CALLS"\necho >> "$CALLS"\n`);
      chmodSync(file, 0o755);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** How a block calls its commands, one a line. */
  const callsOf = (name: string): string[] => {
    const calls = join(folder, `${name}.calls`);
    writeFileSync(calls, '');
    const env = { ...process.env, CALLS: calls, PATH: `${folder}${delimiter}${process.env.PATH}` };
    const script = block(name).replaceAll('/tmp/', `${folder}/`);
    const { status, stderr } = spawnSync('bash', ['-e', '-c', script], {
      cwd: ROOT,
      env,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return readFileSync(calls, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.trim());
  };

  it('build and push an image for every app', () => {
    const calls = callsOf('build');
    const built = calls.filter((call) => call.startsWith('docker build'));
    const pushed = calls.filter((call) => call.startsWith('docker push'));
    const tags = APPS.map((app) => `registry.example.com/trailmark/${app}:0.1.0`);
    expect(built.map((call) => / -t (\S+) \.$/.exec(call)?.[1]).sort()).toEqual(tags);
    expect(built.map((call) => /APP=(\S+)/.exec(call)?.[1]).sort()).toEqual(APPS);
    expect(pushed.map((call) => call.split(' ').at(-1)).sort()).toEqual(tags);
    const images = ofKind(objectsOf('production'), 'Deployment').map(
      (one) => containerOf(one).image,
    );
    expect(images.sort()).toEqual(tags);
  });

  it.each(['dev', 'secrets', 'upgrade', 'verify', 'rollback'])('name what exists: %s', (name) => {
    const objects = objectsOf(name === 'dev' ? 'dev' : 'production');
    const [namespace] = ofKind(objects, 'Namespace');
    for (const call of callsOf(name)) {
      for (const [, given] of call.matchAll(/ -n (\S+)/g))
        expect(given).toBe(namespace?.metadata.name);
      for (const [, app] of call.matchAll(/deployment\/(\S+)/g)) expect(APPS).toContain(app);
      for (const [, path = ''] of call.matchAll(/(?:-k|kustomize|^sh) (\S+)/g)) {
        expect(existsSync(at(path))).toBe(true);
      }
    }
  });

  it('migrate before they replace anything', () => {
    const calls = callsOf('upgrade');
    const first = (start: string) => calls.findIndex((call) => call.startsWith(start));
    const everything = calls.findIndex((call) => /^kubectl apply -f \S+$/.test(call));
    expect(first('kubectl -n trailmark wait')).toBeGreaterThan(first('kubectl apply'));
    expect(everything).toBeGreaterThan(first('kubectl -n trailmark wait'));
    expect(calls.filter((call) => call.includes('rollout status'))).toHaveLength(APPS.length);
  });

  it('apply the jobs and all that they need without the apps', () => {
    const selected = ({ metadata }: K8sObject) =>
      metadata.labels?.['app.kubernetes.io/component'] !== 'app';
    expect(block('upgrade')).toContain("-l 'app.kubernetes.io/component!=app'");
    const kinds = new Set(
      objectsOf('production')
        .filter(selected)
        .map(({ kind }) => kind),
    );
    expect([...kinds].sort()).toEqual(
      ['ConfigMap', 'Ingress', 'Job', 'Namespace', 'NetworkPolicy', 'ServiceAccount'].sort(),
    );
  });

  it('start from a script that a shell can read', () => {
    for (const script of ['docker/up.sh', 'deploy/make-secrets.sh']) {
      execFileSync('sh', ['-n', at(script)]);
    }
  });
});

describe('the table of secrets', () => {
  it('names every one that production refers to', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    const missing = ofKind(objectsOf('production'), 'Deployment')
      .flatMap((deployment) => containerOf(deployment).env ?? [])
      .map(({ valueFrom }) => valueFrom?.secretKeyRef)
      .filter((reference) => reference !== undefined)
      .filter(({ name, key }) => {
        const row = rows.find((line) => line.split('|')[1]?.includes(`\`${name}\``)) ?? '';
        const isShared = row.includes('the same') && ['NATS_URL', 'DATABASE_URL'].includes(key);
        return !row.includes(`\`${key}\``) && !isShared;
      });
    expect(missing).toEqual([]);
  });
});
