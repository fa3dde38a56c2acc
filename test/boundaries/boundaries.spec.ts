import { execFileSync, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const bin = (name: string) => resolve(ROOT, 'node_modules/.bin', name);

/** The rules that a line of code breaks when it stands in the given file. */
const brokenBy = (code: string, file: string): string[] => {
  const { stdout } = spawnSync(
    bin('eslint'),
    ['-c', 'test/boundaries/eslint.config.mjs', '--stdin', '--stdin-filename', file, '-f', 'json'],
    { cwd: ROOT, input: code, encoding: 'utf8' },
  );
  const [result] = JSON.parse(stdout) as { messages: { ruleId: string; severity: number }[] }[];
  return (result?.messages ?? [])
    .filter(({ severity }) => severity === 2)
    .map(({ ruleId }) => ruleId);
};

const BOUNDARY = '@nx/enforce-module-boundaries';
const IMPORTS = 'no-restricted-imports';

describe('module boundaries', () => {
  // Without a project graph the boundary rule only warns.
  beforeAll(() => execFileSync(bin('nx'), ['show', 'projects'], { cwd: ROOT }));

  it.each([
    [
      'an app imports another',
      'apps/gateway/src/bad.ts',
      '../../events/src/app.module.js',
      BOUNDARY,
    ],
    ['contracts import platform', 'libs/contracts/src/bad.ts', '@trailmark/platform', BOUNDARY],
    ['platform imports ingest', 'libs/platform/src/bad.ts', '@trailmark/ingest', BOUNDARY],
    ['auth imports ingest', 'libs/auth/src/bad.ts', '@trailmark/ingest', BOUNDARY],
    ['product code imports testing', 'apps/events/src/bad.ts', '@trailmark/testing', BOUNDARY],
    ['a lib imports tools', 'libs/ingest/src/bad.ts', '@trailmark/tools', BOUNDARY],
    ['the gateway imports typeorm', 'apps/gateway/src/bad.ts', 'typeorm', IMPORTS],
    ['the gateway imports mysql2', 'apps/gateway/src/bad.ts', 'mysql2/promise', IMPORTS],
    ['a service file imports typeorm', 'apps/events/src/events/bad.service.ts', 'typeorm', IMPORTS],
  ])('refuses that %s', (_case, file, source, rule) => {
    expect(brokenBy(`import * as bad from '${source}';\nexport { bad };\n`, file)).toContain(rule);
  });

  it.each([
    ['an app imports platform', 'apps/events/src/good.ts', '@trailmark/platform'],
    ['a repository imports typeorm', 'apps/events/src/events/good.repository.ts', 'typeorm'],
    ['a spec imports testing', 'apps/events/test/good.spec.ts', '@trailmark/testing'],
  ])('allows that %s', (_case, file, source) => {
    expect(brokenBy(`import * as good from '${source}';\nexport { good };\n`, file)).toEqual([]);
  });
});
