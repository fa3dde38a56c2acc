// The project's own rules, for text that is in no TypeScript project.
import tseslint from 'typescript-eslint';
import rules from '../../eslint.config.mjs';

export default [
  ...rules,
  {
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { parserOptions: { projectService: false } },
  },
];
