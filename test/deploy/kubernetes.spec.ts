import { existsSync, readFileSync } from 'node:fs';
import { problemsOf } from './app-config.js';
import { environmentOf, secretsOf } from './environments.js';
import { schemaProblems } from './kubernetes-schema.js';
import {
  containerOf,
  getObject,
  type K8sObject,
  matches,
  objectsOf,
  ofKind,
  type Overlay,
  specOf,
  templateOf,
} from './manifests.js';
import { APPS, APPS_WITH_SCHEMA, at } from './paths.js';

const rendered: Record<Overlay, K8sObject[]> = {
  dev: objectsOf('dev'),
  production: objectsOf('production'),
};
const OVERLAYS = ['dev', 'production'] as const;
const secrets = secretsOf(rendered.dev);

/** What the operations page asks for: seconds from SIGTERM until an app has ended. */
const DRAIN_S = Number(
  /On SIGTERM .*?give\s+it (\d+) seconds/s.exec(
    readFileSync(at('docs/operations.md'), 'utf8'),
  )?.[1],
);

const everyPod = (objects: K8sObject[]): K8sObject[] =>
  ['Deployment', 'Job', 'StatefulSet'].flatMap((kind) => ofKind(objects, kind));

describe.each(OVERLAYS)('the overlay %s', (overlay) => {
  const objects = rendered[overlay];
  const app = (name: string) => getObject(objects, 'Deployment', name);

  it('is made of objects that Kubernetes takes, unknown fields refused', async () => {
    const problems = await Promise.all(
      objects.map(async (object) =>
        (await schemaProblems(object)).map(
          (problem) => `${object.kind} ${object.metadata.name}: ${problem}`,
        ),
      ),
    );
    expect(problems.flat()).toEqual([]);
  });

  it('has no object of a name that is still the templates’', () => {
    const names = objects.map(({ metadata }) => metadata.name);
    expect(names.filter((name) => /(^|-)app$/.test(name))).toEqual([]);
    expect(JSON.stringify(objects)).not.toMatch(/"app\.kubernetes\.io\/name":"app"/);
  });

  it('pins every image', () => {
    const images = everyPod(objects).map((object) => containerOf(object).image);
    expect(images.filter((image) => !/:\d+\.\d+\.\d+(-[a-z]+)?$/.test(image))).toEqual([]);
  });

  it('runs every app', () => {
    expect(ofKind(objects, 'Deployment').map(({ metadata }) => metadata.name)).toEqual(APPS);
    for (const name of APPS) {
      expect(containerOf(app(name)).image).toMatch(new RegExp(`trailmark/${name}:`));
    }
  });

  it.each(APPS)('gives %s what it requires, and nothing that it does not know', async (name) => {
    const env = environmentOf(containerOf(app(name)), objects, secrets);
    expect(await problemsOf(name, env)).toEqual([]);
    expect(env.PORT).toBe(String(containerOf(app(name)).ports?.[0]?.containerPort));
  });

  it.each(APPS_WITH_SCHEMA)('migrates the schema of %s by the app’s own image', (name) => {
    const job = getObject(objects, 'Job', `migrate-${name}`);
    const { image, args } = containerOf(job);
    expect(image).toBe(containerOf(app(name)).image);
    expect(args).toEqual(['dist/migrate.js']);
    expect(existsSync(at(`apps/${name}/src/migrate.ts`))).toBe(true);
    const env = environmentOf(containerOf(job), objects, secrets);
    expect(env).toEqual({ DATABASE_URL: secrets.get(`${name}/DATABASE_URL`) });
  });

  it.each(APPS)('gives %s an account, an autoscaler, a budget and a policy', (name) => {
    getObject(objects, 'ServiceAccount', name);
    expect(templateOf(app(name)).spec.serviceAccountName).toBe(name);
    const { labels } = templateOf(app(name)).metadata;
    const scaler = specOf<{ scaleTargetRef: object }>(
      getObject(objects, 'HorizontalPodAutoscaler', name),
    );
    expect(scaler.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name });
    const budget = specOf<{ selector: { matchLabels: Record<string, string> } }>(
      getObject(objects, 'PodDisruptionBudget', name),
    );
    expect(matches(budget.selector.matchLabels, labels)).toBe(true);
    const policy = specOf<{ podSelector: { matchLabels: Record<string, string> } }>(
      getObject(objects, 'NetworkPolicy', name),
    );
    expect(matches(policy.podSelector.matchLabels, labels)).toBe(true);
  });

  it('has services that select pods with a port of that name', () => {
    for (const service of ofKind(objects, 'Service')) {
      const { selector, ports } = specOf<{
        selector: Record<string, string>;
        ports: { targetPort: string }[];
      }>(service);
      const [pod, ...more] = everyPod(objects).filter((object) =>
        matches(selector, templateOf(object).metadata.labels),
      );
      expect(more).toEqual([]);
      const open = pod ? (containerOf(pod).ports ?? []).map(({ name }) => name) : [];
      expect(open).toEqual(ports.map(({ targetPort }) => targetPort));
    }
  });

  it.each(APPS)('asks %s for its health on routes that it has', (name) => {
    const { startupProbe, readinessProbe, livenessProbe, ports } = containerOf(app(name));
    const routes = [startupProbe, readinessProbe, livenessProbe].map((probe) => probe?.httpGet);
    expect(routes.map((route) => route?.path)).toEqual([
      '/health/live',
      '/health/ready',
      '/health/live',
    ]);
    expect(routes.map((route) => route?.port)).toEqual(Array(3).fill(ports?.[0]?.name));
    const controller = readFileSync(at('libs/platform/src/health/health.controller.ts'), 'utf8');
    expect(controller).toMatch(/@Controller\('health'\)[^]*@Get\('live'\)[^]*@Get\('ready'\)/);
  });

  it('lets nothing run as root, write to its image or have a token of the cluster’s', () => {
    for (const object of everyPod(objects)) {
      const { spec } = templateOf(object);
      expect(spec.automountServiceAccountToken).toBe(false);
      expect(spec.securityContext).toMatchObject({
        runAsNonRoot: true,
        runAsUser: expect.any(Number) as number,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(containerOf(object).securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    }
  });

  it('bounds what every container takes', () => {
    for (const object of everyPod(objects)) {
      const { requests, limits } = containerOf(object).resources ?? {};
      expect(Object.keys(requests ?? {})).toEqual(['cpu', 'memory']);
      expect(Object.keys(limits ?? {})).toContain('memory');
    }
  });

  it.each(APPS)('gives %s the time to drain, and replaces it without a gap', (name) => {
    const { terminationGracePeriodSeconds = 0 } = templateOf(app(name)).spec;
    const { DRAIN_MS = '0' } = environmentOf(containerOf(app(name)), objects, secrets);
    expect(Number(DRAIN_MS)).toBe(name === 'gateway' ? 10_000 : 0);
    expect(DRAIN_S).toBeGreaterThan(0);
    expect(terminationGracePeriodSeconds).toBeGreaterThan(Number(DRAIN_MS) / 1000 + DRAIN_S);
    expect(specOf<{ strategy: object }>(app(name)).strategy).toMatchObject({
      rollingUpdate: { maxUnavailable: 0 },
    });
    expect(templateOf(app(name)).spec.topologySpreadConstraints).toHaveLength(2);
  });
});

describe('production', () => {
  it('runs two of every app at least', () => {
    for (const scaler of ofKind(rendered.production, 'HorizontalPodAutoscaler')) {
      const { minReplicas, maxReplicas } = specOf<{ minReplicas: number; maxReplicas: number }>(
        scaler,
      );
      expect(minReplicas).toBeGreaterThanOrEqual(2);
      expect(maxReplicas).toBeGreaterThan(minReplicas);
    }
  });

  it('holds no secret and no server', () => {
    expect(ofKind(rendered.production, 'Secret')).toEqual([]);
    expect(ofKind(rendered.production, 'StatefulSet')).toEqual([]);
  });

  it('lets the API in from outside, with the SDKs’ paths, and nothing beside it', () => {
    interface Rules {
      rules: { http: { paths: { path: string }[] } }[];
    }
    const { rules } = specOf<Rules>(getObject(rendered.production, 'Ingress', 'gateway'));
    const prefixes = rules.flatMap(({ http }) => http.paths.map(({ path }) => path));
    const isLetIn = (path: string) =>
      prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
    const { paths } = JSON.parse(readFileSync(at('docs/openapi.json'), 'utf8')) as {
      paths: Record<string, unknown>;
    };
    expect(Object.keys(paths).filter((path) => !isLetIn(path))).toEqual([]);
    expect(['/metrics', '/health/live', '/health/ready'].filter(isLetIn)).toEqual([]);
  });
});
