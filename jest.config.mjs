import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = import.meta.dirname;
const children = (folder) => readdirSync(join(root, folder)).map((name) => join(folder, name));

/** Packages without a CommonJS build, which Node itself can require and jest cannot. */
const ESM_ONLY = '(jose)/';

/**
 * A look-up of a global is slow in jest's sandbox, and simulations make many. Not `Date`, which fake
 * timers replace.
 */
const QUICK_GLOBALS = ['Math', 'Number', 'Object', 'Array', 'String', 'JSON', 'Map', 'Set', 'Intl'];

const swc = (syntax) => ({
  jsc: {
    target: 'es2022',
    parser: { syntax, decorators: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: false,
    },
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
});

const project = (path) => ({
  displayName: path.split('/').at(-1),
  rootDir: join(root, path),
  testEnvironment: 'node',
  testEnvironmentOptions: {
    customExportConditions: ['@trailmark/source', 'node', 'require', 'default'],
  },
  sandboxInjectedGlobals: QUICK_GLOBALS,
  testRegex: '\\.spec\\.ts$',
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  setupFilesAfterEnv: [join(root, 'libs/testing/src/end-leftovers.ts')],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '\\.ts$': ['@swc/jest', swc('typescript')],
    [ESM_ONLY]: ['@swc/jest', swc('ecmascript')],
  },
  transformIgnorePatterns: [`/node_modules/(?!${ESM_ONLY})`],
});

export default {
  globalSetup: './tools/src/test-servers/global-setup.ts',
  globalTeardown: './tools/src/test-servers/global-teardown.ts',
  testSequencer: './jest.sequencer.mjs',
  maxWorkers: 2,
  // Far beyond what any test takes, so that a busy machine fails none.
  testTimeout: 300_000,
  projects: [...children('libs'), ...children('apps'), 'tools', 'test', 'bench']
    .filter((path) => existsSync(join(root, path, 'package.json')))
    .map(project),
};
