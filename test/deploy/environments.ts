import { type Container, getObject, type K8sObject } from './manifests.js';

/** A name that kustomize made of another and a hash of the content: the other one. */
const plainName = (name: string): string => name.replace(/-[a-z0-9]{10}$/, '');

/** The dev overlay's secrets, by name and key: what production's hold under the same names. */
export const secretsOf = (devObjects: readonly K8sObject[]): Map<string, string> =>
  new Map(
    devObjects
      .filter(({ kind }) => kind === 'Secret')
      .flatMap(({ metadata, data = {} }) =>
        Object.entries(data).map(([key, value]): [string, string] => [
          `${plainName(metadata.name)}/${key}`,
          Buffer.from(value, 'base64').toString(),
        ]),
      ),
  );

/**
 * The environment that a container gets.
 * @throws Error when a ConfigMap, or a secret that is not optional, is not there.
 */
export const environmentOf = (
  container: Container,
  objects: readonly K8sObject[],
  secrets: ReadonlyMap<string, string>,
): Record<string, string> => {
  const env: Record<string, string> = {};
  for (const { configMapRef } of container.envFrom ?? []) {
    if (configMapRef) Object.assign(env, getObject(objects, 'ConfigMap', configMapRef.name).data);
  }
  for (const { name, value, valueFrom } of container.env ?? []) {
    const reference = valueFrom?.secretKeyRef;
    const place = reference && `${plainName(reference.name)}/${reference.key}`;
    const given = place === undefined ? value : secrets.get(place);
    if (given === undefined && !reference?.optional) throw new Error(`${name}: no ${place}`);
    if (given !== undefined) env[name] = given;
  }
  return env;
};
