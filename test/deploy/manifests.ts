import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { renderKustomization } from './kustomize.js';
import { at } from './paths.js';

export interface K8sObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  spec?: Record<string, unknown>;
  data?: Record<string, string>;
}

export type Overlay = 'dev' | 'production';

/** kustomize folds long base64 of secrets, which the API server reads and the schema's format does not. */
const unfolded = (object: K8sObject): K8sObject => {
  if (object.kind !== 'Secret') return object;
  const entries = Object.entries(object.data ?? {});
  return {
    ...object,
    data: Object.fromEntries(entries.map(([k, v]) => [k, v.replaceAll('\n', '')])),
  };
};

const renderOverlay = (overlay: Overlay): K8sObject[] => {
  const folder = mkdtempSync(join(tmpdir(), 'trailmark-kubernetes-'));
  try {
    const isSecret = (path: string) => path.endsWith('/secrets');
    cpSync(at('deploy/kubernetes'), folder, { recursive: true, filter: (path) => !isSecret(path) });
    const secrets = join(folder, 'overlays/dev/secrets');
    execFileSync('sh', [at('deploy/make-secrets.sh'), secrets], { stdio: 'ignore' });
    const text = renderKustomization(join(folder, 'overlays', overlay));
    return parseAllDocuments(text).map((document) => unfolded(document.toJS() as K8sObject));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const rendered = new Map<Overlay, K8sObject[]>();

/** An overlay's objects; of dev with secrets made as its user would, in a copy of the folder. */
export const objectsOf = (overlay: Overlay): K8sObject[] => {
  const objects = rendered.get(overlay) ?? renderOverlay(overlay);
  rendered.set(overlay, objects);
  return objects;
};

export const ofKind = (objects: readonly K8sObject[], kind: string): K8sObject[] =>
  objects.filter((object) => object.kind === kind);

/** @throws Error when there is none. */
export const getObject = (objects: readonly K8sObject[], kind: string, name: string): K8sObject => {
  const found = objects.find((one) => one.kind === kind && one.metadata.name === name);
  if (!found) throw new Error(`there is no ${kind} ${name}`);
  return found;
};

export interface Probe {
  httpGet?: { path: string; port: string | number };
}

interface Reference {
  name: string;
  key: string;
  optional?: boolean;
}

export interface Container {
  name: string;
  image: string;
  args?: string[];
  ports?: { name: string; containerPort: number }[];
  env?: { name: string; value?: string; valueFrom?: { secretKeyRef?: Reference } }[];
  envFrom?: { configMapRef?: { name: string }; secretRef?: { name: string } }[];
  startupProbe?: Probe;
  readinessProbe?: Probe;
  livenessProbe?: Probe;
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  securityContext?: Record<string, unknown>;
}

export interface PodSpec {
  serviceAccountName?: string;
  automountServiceAccountToken?: boolean;
  terminationGracePeriodSeconds?: number;
  topologySpreadConstraints?: unknown[];
  securityContext?: Record<string, unknown>;
  containers: Container[];
}

export interface PodTemplate {
  metadata: { labels: Record<string, string> };
  spec: PodSpec;
}

/** What a Deployment, StatefulSet or Job makes pods of. */
export const templateOf = ({ spec }: K8sObject): PodTemplate => spec?.template as PodTemplate;

/** The one container of an object's pods. @throws Error when there is none. */
export const containerOf = (object: K8sObject): Container => {
  const [container] = templateOf(object).spec.containers;
  if (!container) throw new Error(`${object.metadata.name} has no container`);
  return container;
};

/** An object's `spec`, as its reader knows it. */
export const specOf = <T>({ spec }: K8sObject): T => spec as T;

/** Whether labels have all that a selector's `matchLabels` ask for. */
export const matches = (
  selector: Record<string, string>,
  labels: Record<string, string>,
): boolean => Object.entries(selector).every(([key, value]) => labels[key] === value);
