import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = import.meta.dirname;
const children = (folder) => readdirSync(join(root, folder)).map((name) => join(folder, name));

const project = (path) => ({
  displayName: path.split('/').at(-1),
  rootDir: join(root, path),
  testEnvironment: 'node',
  testEnvironmentOptions: {
    customExportConditions: ['@trailmark/source', 'node', 'require', 'default'],
  },
  testRegex: '\\.spec\\.ts$',
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            useDefineForClassFields: false,
          },
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
  },
});

export default {
  globalSetup: './tools/src/test-servers/global-setup.ts',
  globalTeardown: './tools/src/test-servers/global-teardown.ts',
  maxWorkers: 2,
  testTimeout: 60_000,
  projects: [...children('libs'), ...children('apps'), 'tools', 'test']
    .filter((path) => existsSync(join(root, path, 'package.json')))
    .map(project),
};
