import type { Weighted } from '../random/random.js';
import type { DeedTemplate } from './deed.js';

export type PageName =
  | 'home'
  | 'pricing'
  | 'login'
  | 'dashboard'
  | 'projects'
  | 'newProject'
  | 'project'
  | 'assets'
  | 'marketplace'
  | 'item'
  | 'cart'
  | 'checkout'
  | 'thanks'
  | 'search'
  | 'article'
  | 'settings';

export interface Page {
  readonly title: string;
  /** `:item`, `:project` and `:article` stand for the one that is looked at. */
  readonly path: string;
  /** Where visitors go next, by how often. */
  readonly links: readonly [Weighted<PageName>, ...Weighted<PageName>[]];
  /** What may be done here, in this order. */
  readonly deeds: readonly DeedTemplate[];
}
