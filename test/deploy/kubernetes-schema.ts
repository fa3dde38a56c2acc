import { K8sObject } from './manifests.js';

/** An object as the library's class of its kind; `validate` throws what is wrong with it. */
interface Model {
  validate(): void;
}

type ModelClass = new (object: object) => Model;

/** @throws Error when Kubernetes has no such kind. */
const modelOf = async (object: K8sObject): Promise<Model> => {
  const { apiVersion, kind } = object;
  const group = (await import(`kubernetes-models/${apiVersion}`)) as Record<string, ModelClass>;
  const Kind = group[kind];
  if (!Kind) throw new Error(`there is no ${kind} in ${apiVersion}`);
  return new Kind(object);
};

/**
 * Shows data to a schema and keeps in mind which fields it asked for: the compiled schemas ask for each
 * that they know and pass over the others in silence, as the API server does not in strict mode.
 */
const watched = (data: unknown, path: string, unasked: Set<string>): unknown => {
  if (typeof data !== 'object' || data === null) return data;
  const seen = new Map<string, unknown>();
  for (const key of Object.keys(data)) unasked.add(`${path}/${key}`);
  return new Proxy(data, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof key === 'symbol' || !Object.hasOwn(target, key)) return value;
      const place = `${path}/${key}`;
      unasked.delete(place);
      if (!seen.has(key)) seen.set(key, watched(value, place, unasked));
      return seen.get(key);
    },
  });
};

/** What Kubernetes would refuse in an object, a line each; unknown fields included. */
export const schemaProblems = async (object: K8sObject): Promise<string[]> => {
  const unasked = new Set<string>();
  const model = watched(await modelOf(object), '', unasked) as Model;
  const wrong: string[] = [];
  try {
    model.validate();
  } catch (error) {
    wrong.push((error as Error).message);
  }
  return [...wrong, ...[...unasked].map((path) => `${path} is unknown`)];
};
