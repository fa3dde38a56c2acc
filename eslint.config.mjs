import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

const libs = ['type:lib'];

/** Who may import whom. Deny by default: a project without a matching line imports nothing of ours. */
const depConstraints = [
  { sourceTag: 'scope:contracts', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'scope:measures', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'scope:platform', onlyDependOnLibsWithTags: ['scope:contracts'] },
  { sourceTag: 'scope:auth', onlyDependOnLibsWithTags: ['scope:contracts', 'scope:platform'] },
  { sourceTag: 'scope:ingest', onlyDependOnLibsWithTags: ['scope:contracts', 'scope:platform'] },
  { sourceTag: 'type:testing', onlyDependOnLibsWithTags: libs },
  { sourceTag: 'type:app', onlyDependOnLibsWithTags: libs },
  { sourceTag: 'type:tools', onlyDependOnLibsWithTags: libs },
  { sourceTag: 'type:bench', onlyDependOnLibsWithTags: ['scope:contracts', 'type:tools'] },
  { sourceTag: 'type:e2e', onlyDependOnLibsWithTags: ['type:lib', 'type:testing', 'type:tools'] },
];
const specConstraints = depConstraints.map((constraint) =>
  constraint.sourceTag.startsWith('scope:')
    ? constraint
    : {
        ...constraint,
        onlyDependOnLibsWithTags: [
          ...constraint.onlyDependOnLibsWithTags,
          'type:testing',
          'type:tools',
        ],
      },
);

const boundaries = (constraints) => [
  'error',
  {
    enforceBuildableLibDependency: false,
    allow: [],
    depConstraints: constraints,
    banTransitiveDependencies: false,
  },
];

const noSql = ['typeorm', '@nestjs/typeorm', 'mysql2', 'mysql2/*'].map((group) => ({
  group: [group],
  message: 'Only repositories, entities, migrations and the database module know SQL.',
}));

const noBroker = ['nats', '@nestjs/microservices'].map((group) => ({
  group: [group],
  message: 'Only libs/platform knows the broker; take what you need from @trailmark/platform.',
}));

const specs = ['**/*.spec.ts', '**/test/**/*.ts', 'test/**/*.ts'];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.nx/**',
      '.trailmark/**',
      'test/boundaries/fixtures/**',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      // One program for all files: a project's own would check its libraries' sources once more.
      parserOptions: { project: 'tsconfig.lint.json', tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': boundaries(depConstraints),
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-restricted-imports': ['error', { patterns: [...noSql, ...noBroker] }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read the environment in config only.' },
      ],
      'no-console': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: [
      '**/*.repository.ts',
      '**/*.entity.ts',
      '**/migrations/*.ts',
      '**/*.migration.ts',
      '**/database/**/*.ts',
    ],
    rules: { 'no-restricted-imports': ['error', { patterns: noBroker }] },
  },
  {
    files: ['libs/platform/**/*.ts'],
    ignores: ['**/database/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: noSql }] },
  },
  {
    files: ['**/config.ts', '**/config/**/*.ts', 'tools/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['tools/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-console': 'off', 'no-restricted-imports': 'off' },
  },
  {
    files: ['libs/testing/**/*.ts'],
    rules: { 'no-restricted-imports': 'off', 'no-restricted-properties': 'off' },
  },
  {
    files: specs,
    rules: {
      '@nx/enforce-module-boundaries': boundaries(specConstraints),
      'no-restricted-imports': 'off',
      'no-restricted-properties': 'off',
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
