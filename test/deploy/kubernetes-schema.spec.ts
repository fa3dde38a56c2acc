import { schemaProblems } from './kubernetes-schema.js';
import type { K8sObject } from './manifests.js';

describe('the schemas', () => {
  const service = (spec: object): K8sObject => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'x', labels: { any: 'label' } },
    spec: { ...spec },
  });

  it.each([
    ['a field that does not exist', { selectors: {} }, ['/spec/selectors is unknown']],
    [
      'a value of another type',
      { ports: [{ port: '80' }] },
      ['data/spec/ports/0/port must be integer'],
    ],
    ['nothing in labels of any name', { ports: [{ port: 80 }] }, []],
  ])('refuse %s', async (_what, spec, expected) => {
    expect(await schemaProblems(service(spec))).toEqual(expected);
  });
});
