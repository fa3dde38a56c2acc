import type { Source } from '@trailmark/contracts';
import type { Habit } from '../people/habit.js';
import { type Deed, deedOf, pageView } from '../product/deed.js';
import { MISHAPS } from '../product/mishaps.js';
import type { PageName } from '../product/page.js';
import { newScene, openPage } from '../product/scene.js';
import { entryPage, SITE_MAP } from '../product/site-map.js';
import type { Random } from '../random/random.js';

interface Walker {
  readonly habit: Habit;
  readonly source: Source;
  readonly startsAt: number;
  readonly random: Random;
}

/** Seconds; the mean, and a bound well below the half hour that would end a session. */
const READING = { least: 3, mean: 28, most: 600 };
const ACTING = { least: 1, mean: 7, most: 90 };

const pause = (random: Random, { least, mean, most }: typeof READING): number =>
  Math.round(Math.min(least + random.exponential(mean), most) * 1000);

function pagesOf({ furtherPages, bounceShare }: Habit, random: Random): number {
  return random.chance(bounceShare) ? 1 : 2 + random.poisson(furtherPages);
}

/**
 * Goes from page to page and does on each what is done there, in the order of time. On the last page nothing is
 * done that would lead to another.
 */
export function* walk({ habit, source, startsAt, random }: Walker) {
  const scene = newScene(random);
  let at = startsAt;
  let name: PageName = entryPage(source, random);
  let referrer: string | null = null;
  for (let left = pagesOf(habit, random); left > 0; left -= 1) {
    const page = SITE_MAP[name];
    openPage(scene, page);
    yield { at, deed: pageView(page.title, scene.path, referrer) };
    let next: PageName | null = null;
    for (const template of [...MISHAPS, ...page.deeds]) {
      const stays = left === 1 && template.leadsTo;
      if (stays || !random.chance(template.chance)) continue;
      at += pause(random, ACTING);
      const deed: Deed = deedOf(template, scene);
      yield { at, deed };
      next = template.leadsTo ?? null;
      if (next) break;
    }
    at += pause(random, READING);
    referrer = scene.path;
    name = next ?? random.weighted(page.links);
  }
}
