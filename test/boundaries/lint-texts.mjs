// Reads [{ file, code }, …] from standard input and prints the rules that each breaks, as JSON.
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

/** The project's own rules but for those that need types: these texts are in no project. */
const eslint = new ESLint({
  overrideConfig: [tseslint.configs.disableTypeChecked],
});

const brokenRules = async ({ file, code }) => {
  const [{ messages }] = await eslint.lintText(code, { filePath: file });
  return messages.filter(({ severity }) => severity === 2).map(({ ruleId }) => ruleId);
};

const texts = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(await Promise.all(texts.map(brokenRules))));
