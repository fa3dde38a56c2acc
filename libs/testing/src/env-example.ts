import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeEnv } from '@trailmark/platform';

const FILE = resolve(__dirname, '../../../.env.example');

/** What `.env.example` documents: name → default, the empty text for a required variable. */
export const documentedEnv = (): Map<string, string> =>
  new Map(
    readFileSync(FILE, 'utf8')
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line))
      .map((line): [string, string] => {
        const [name = '', ...value] = line.split('=');
        return [name, value.join('=')];
      }),
  );

/** What a config class reads, in the same form. */
export const readEnv = (config: new () => object): Map<string, string> =>
  new Map(describeEnv(config).map((variable) => [variable.name, variable.default ?? '']));
