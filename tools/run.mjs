// Starts every command of the workspace from a bare clone: checks Node, installs packages, builds, runs.
// Plain Node on purpose, as nothing is installed when it starts. All it says goes to stderr, so that a
// command's own output stays clean.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const NEEDS_APPS = [
  'up',
  'openapi',
  'dead-letters',
  'derived',
  'account',
  'archive',
  'retention',
  'write-key',
];

function fail(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(
    `Trailmark needs Node.js 20.19 or newer; this is ${process.versions.node}.\n` +
      'Install it from https://nodejs.org/en/download, then run the command again.',
  );
}

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
const mayBeAbsent = (entry) => entry.optional || entry.devOptional || entry.peer;

/** Compares what npm says it installed with the lock file, so that no package is installed twice. */
function isInstalled() {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = packagesOf(record);
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    if (!path.includes('node_modules/')) return true;
    const found = installed[path];
    return found ? found.version === wanted.version : mayBeAbsent(wanted);
  });
}

/** Runs quietly and shows the output only when it went wrong. */
function run(command, args, hint) {
  const result = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    shell: process.platform === 'win32',
  });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  fail(`${result.error ? `${result.error.message}\n` : ''}${hint}`);
}

function step(text, work) {
  const started = process.hrtime.bigint();
  process.stderr.write(`… ${text}\n`);
  work();
  const seconds = Number((process.hrtime.bigint() - started) / 100_000_000n) / 10;
  process.stderr.write(`✓ ${text} (${seconds} s)\n`);
}

function install() {
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []];
  run(
    command,
    [...args, 'ci', '--include=dev', '--no-fund', '--no-audit'],
    'npm ci failed. Check the network and the registry (npm config get registry), then run the command again.',
  );
}

function build(projects) {
  run(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-b', ...projects],
    'The build failed. Correct the errors above, then run the command again.',
  );
}

const appProjects = () =>
  readdirSync(join(root, 'apps'))
    .map((name) => `apps/${name}`)
    .filter((path) => existsSync(join(root, path, 'tsconfig.json')));

checkNode();
const [command = 'help', ...args] = process.argv.slice(2);
if (!isInstalled()) step('installing packages', install);
const projects = NEEDS_APPS.includes(command) ? ['tools', ...appProjects()] : ['tools'];
if (command === 'up') step('building', () => build(projects));
else build(projects);

const { main } = createRequire(import.meta.url)('./dist/cli.js');
process.exitCode = await main(command, args);
