import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { APPS, at } from './paths.js';
import { sourcesBelow } from './source-files.js';

const dockerfile = readFileSync(at('docker/Dockerfile'), 'utf8')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, '');
const lines = dockerfile.split('\n').filter((line) => line !== '');
const stage = (name: string): string[] => {
  const from = lines.findIndex((line) => new RegExp(`^FROM .* AS ${name}$`).test(line));
  const length = lines.slice(from + 1).findIndex((line) => line.startsWith('FROM '));
  return lines.slice(from, length < 0 ? undefined : from + 1 + length);
};
const instruction = (name: string, of: string): string[] =>
  stage(of).filter((line) => line.startsWith(`${name} `));

describe('the Dockerfile', () => {
  it('starts from a pinned image of the Node.js that the tests run on or a later one', () => {
    const [, version = ''] = /^ARG NODE_VERSION=(.*)$/m.exec(dockerfile) ?? [];
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(lines).toContain('FROM node:${NODE_VERSION}-bookworm-slim AS base');
  });

  it('runs as a number that is not root', () => {
    expect(instruction('USER', 'runtime')).toEqual(['USER 10001:10001']);
    for (const target of ['app', 'tools']) expect(instruction('USER', target)).toEqual([]);
  });

  it.each(['app', 'tools'])('makes Node process 1 of %s, without a shell', (target) => {
    const started = [...instruction('ENTRYPOINT', target), ...instruction('CMD', target)];
    for (const line of started) expect(line).toMatch(/^[A-Z]+ \["[^\]]+"\]$/);
    expect(started[0]).toMatch(/^ENTRYPOINT \["node",/);
  });

  it('builds an app when no target is named, and says which', () => {
    expect(lines.findLast((line) => line.startsWith('FROM '))).toBe('FROM runtime AS app');
    expect(instruction('LABEL', 'app').join()).toMatch(/image\.title="trailmark-\$\{APP\}"/);
  });

  it('checks the health of what it builds', () => {
    expect(instruction('HEALTHCHECK', 'app').join()).toContain(
      'CMD ["node", "/srv/trailmark/healthcheck.mjs"]',
    );
  });

  it('copies only what .dockerignore lets in', () => {
    const ignored = readFileSync(at('.dockerignore'), 'utf8').split('\n');
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(' ').slice(1, -1))
      .filter((path) => path !== '.');
    for (const path of copied) {
      expect(ignored).toContain(`!${path}`);
      expect(existsSync(at(path))).toBe(true);
    }
    expect(ignored.find((line) => !line.startsWith('#'))).toBe('*');
    expect(ignored).toEqual(expect.arrayContaining(['**/.env*', '**/node_modules']));
  });
});

describe('production packages', () => {
  const { dependencies } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const known = new Set([...Object.keys(dependencies), ...builtinModules]);

  /** What a file loads when it runs: types alone are gone by then. */
  const packagesOf = (path: string): string[] =>
    [
      ...readFileSync(at(path), 'utf8').matchAll(
        /(?:^(?:import|export) (?!type )[^;']*?from |^import |\bimport\()'([^']+)'/gm,
      ),
    ]
      .map(([, name = '']) => name)
      .filter((name) => !/^(\.|node:|@trailmark\/)/.test(name))
      .map((name) =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      );

  it.each([
    ...APPS.map((app) => `apps/${app}/src`),
    ...['auth', 'contracts', 'ingest', 'measures', 'platform'].map((lib) => `libs/${lib}/src`),
    'tools/src/demo',
  ])('are all that %s asks for', (folder) => {
    const missing = sourcesBelow(folder)
      .filter((path) => !path.includes('/testing/'))
      .flatMap((path) => packagesOf(path).map((name) => ({ path, name })))
      .filter(({ name }) => !known.has(name));
    expect(missing).toEqual([]);
  });
});
