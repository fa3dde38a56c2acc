import {
  getObject,
  type K8sObject,
  matches,
  objectsOf,
  ofKind,
  specOf,
  templateOf,
} from './manifests.js';
import { APPS_WITH_SCHEMA } from './paths.js';

describe('the network policies', () => {
  interface Policy {
    podSelector: {
      matchLabels?: Record<string, string>;
      matchExpressions?: { key: string; values: string[] }[];
    };
    policyTypes: string[];
    egress?: object[];
    ingress?: object[];
  }
  const objects = objectsOf('production');
  const policies = ofKind(objects, 'NetworkPolicy').map((object) => ({
    name: object.metadata.name,
    ...specOf<Policy>(object),
  }));
  const selects = ({ podSelector }: Policy, labels: Record<string, string>) =>
    matches(podSelector.matchLabels ?? {}, labels) &&
    (podSelector.matchExpressions ?? []).every(({ key, values }) =>
      values.includes(labels[key] ?? ''),
    );
  const outOf = (object: K8sObject) =>
    policies
      .filter((policy) => policy.egress && selects(policy, templateOf(object).metadata.labels))
      .map(({ name }) => name);

  it('refuse what none of them allows', () => {
    expect(policies.find(({ name }) => name === 'default-deny')).toEqual({
      name: 'default-deny',
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  it.each([
    ['gateway', ['dns', 'to-nats', 'to-otel-collector', 'to-redis']],
    ['dashboard', ['dns', 'to-mysql', 'to-nats', 'to-otel-collector', 'to-redis']],
    ['journey', ['dns', 'to-mysql', 'to-nats', 'to-otel-collector', 'to-posthog']],
    ...APPS_WITH_SCHEMA.filter((app) => !['dashboard', 'journey'].includes(app)).map(
      (app): [string, string[]] => [app, ['dns', 'to-mysql', 'to-nats', 'to-otel-collector']],
    ),
  ])('let %s out to %j', (app, allowed) => {
    expect(outOf(getObject(objects, 'Deployment', app)).sort()).toEqual(allowed);
  });

  it.each(APPS_WITH_SCHEMA)('let the migration of %s out to its database alone', (app) => {
    expect(outOf(getObject(objects, 'Job', `migrate-${app}`)).sort()).toEqual(['dns', 'to-mysql']);
  });

  it('let nobody in to an app but Prometheus, and to the gateway the ingress controller', () => {
    const callers = (app: string) =>
      JSON.stringify(policies.find(({ name }) => name === app)?.ingress).match(
        /(?<="kubernetes\.io\/metadata\.name":")[^"]+/g,
      );
    for (const app of APPS_WITH_SCHEMA) expect(callers(app)).toEqual(['monitoring']);
    expect(callers('gateway')).toEqual(['monitoring', 'ingress-nginx']);
  });
});
