import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const BOUNDARY = '@nx/enforce-module-boundaries';
const IMPORTS = 'no-restricted-imports';

const REFUSED = [
  ['an app imports another', 'apps/gateway/src/bad.ts', '../../events/src/app.module.js', BOUNDARY],
  ['contracts import platform', 'libs/contracts/src/bad.ts', '@trailmark/platform', BOUNDARY],
  ['platform imports ingest', 'libs/platform/src/bad.ts', '@trailmark/ingest', BOUNDARY],
  ['auth imports ingest', 'libs/auth/src/bad.ts', '@trailmark/ingest', BOUNDARY],
  ['product code imports testing', 'apps/events/src/bad.ts', '@trailmark/testing', BOUNDARY],
  ['a lib imports tools', 'libs/ingest/src/bad.ts', '@trailmark/tools', BOUNDARY],
  ['the gateway imports typeorm', 'apps/gateway/src/bad.ts', 'typeorm', IMPORTS],
  ['the gateway imports mysql2', 'apps/gateway/src/bad.ts', 'mysql2/promise', IMPORTS],
  ['an app imports the broker', 'apps/events/src/bad.ts', 'nats', IMPORTS],
  ['ingest imports the broker', 'libs/ingest/src/bad.ts', 'nats', IMPORTS],
  ['a service imports typeorm', 'apps/events/src/events/bad.service.ts', 'typeorm', IMPORTS],
] as const;

const ALLOWED = [
  ['an app imports platform', 'apps/events/src/good.ts', '@trailmark/platform'],
  ['a repository imports typeorm', 'apps/events/src/events/good.repository.ts', 'typeorm'],
  ['a spec imports testing', 'apps/events/test/good.spec.ts', '@trailmark/testing'],
] as const;

describe('module boundaries', () => {
  let broken: Map<string, string[]>;

  beforeAll(() => {
    // Without a project graph the boundary rule only warns.
    execFileSync(resolve(ROOT, 'node_modules/.bin/nx'), ['show', 'projects'], { cwd: ROOT });
    const cases = [...REFUSED, ...ALLOWED];
    const texts = cases.map(([, file, source]) => ({
      file: resolve(ROOT, file),
      code: `import * as imported from '${source}';\nexport { imported };\n`,
    }));
    const printed = execFileSync(process.execPath, [resolve(__dirname, 'lint-texts.mjs')], {
      cwd: ROOT,
      input: JSON.stringify(texts),
      encoding: 'utf8',
    });
    const rules = JSON.parse(printed) as string[][];
    broken = new Map(cases.map(([name], index) => [name, rules[index] ?? []]));
  });

  it.each(REFUSED)('refuse that %s', (name, _file, _source, rule) => {
    expect(broken.get(name)).toContain(rule);
  });

  it.each(ALLOWED)('allow that %s', (name) => {
    expect(broken.get(name)).toEqual([]);
  });
});
