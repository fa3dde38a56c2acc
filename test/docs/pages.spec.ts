import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { at } from '../deploy/paths.js';

const markdownIn = (folder: string): string[] =>
  readdirSync(at(folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

const PAGES = [
  ...['.', 'docs', 'docs/adr', 'tools'].flatMap(markdownIn),
  ...['apps', 'libs'].flatMap((folder) =>
    readdirSync(at(folder)).map((name) => join(folder, name, 'README.md')),
  ),
];

const textOf = (page: string): string => readFileSync(at(page), 'utf8');

/** As GitHub names them. */
const anchorsIn = (page: string): string[] =>
  [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

const found = (page: string, pattern: RegExp): string[] =>
  [...textOf(page).matchAll(pattern)].map(([, first = '']) => first);

describe.each(PAGES)('%s', (page) => {
  it('links to what is there', () => {
    const broken = found(page, /\]\(((?!https?:|mailto:)[^)\s]+)\)/g).filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path ? join(dirname(page), path) : page;
      if (!existsSync(at(target))) return true;
      return anchor !== undefined && !anchorsIn(target).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('names commands and programs that are there', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: object };
    const commands = found(page, /\bnpm run (?:--silent )?([a-z][\w-]*)/g);
    const programs = found(page, /\bnode (apps\/[\w-]+\/dist\/[\w-]+)\.js/g);
    const inContainers = found(page, /\brun --rm ((?!tools)\w+ dist\/[\w-]+)\.js/g);
    const sources = [
      ...programs.map((path) => path.replace('/dist/', '/src/')),
      ...inContainers.map((said) => `apps/${said.replace(' dist/', '/src/')}`),
    ];
    expect(commands.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
    expect(sources.filter((path) => !existsSync(at(`${path}.ts`)))).toEqual([]);
  });
});
