import type { Random } from '../random/random.js';
import { ARTICLES, ITEMS, PROJECTS, QUERIES } from './catalogue.js';
import type { Scene } from './deed.js';
import type { Page } from './page.js';

export const newScene = (random: Random): Scene => ({
  random,
  path: '/',
  item: random.pick(ITEMS),
  project: random.pick(PROJECTS),
  article: random.pick(ARTICLES),
  query: random.pick(QUERIES),
});

/** Moves the scene to a page: another thing is looked at where the page shows one of many. */
export function openPage(scene: Scene, { path }: Page): void {
  const { random } = scene;
  if (path.endsWith('/:item')) scene.item = random.pick(ITEMS);
  if (path.endsWith('/:article')) scene.article = random.pick(ARTICLES);
  if (path.endsWith('/search')) scene.query = random.pick(QUERIES);
  scene.path = path
    .replace(':item', scene.item.slug)
    .replace(':project', scene.project)
    .replace(':article', scene.article);
}
