import type { EventCategory, EventType } from '@trailmark/contracts';
import type { Random } from '../random/random.js';
import type { Item } from './catalogue.js';
import type { PageName } from './page.js';

/** One thing done, before it has a time and a user. */
export interface Deed {
  readonly name: string;
  readonly type: EventType;
  readonly category: EventCategory;
  readonly properties: Record<string, unknown>;
  /** Who reports it: the visitor's own client, or a partner's server. */
  readonly via: 'client' | 'webhook';
}

/** What a visit is about at the moment; the details of what is done come from here. */
export interface Scene {
  readonly random: Random;
  path: string;
  item: Item;
  project: string;
  article: string;
  query: string;
}

/** What may be done on a page. */
export interface DeedTemplate {
  readonly chance: number;
  readonly name: string;
  readonly type: EventType;
  readonly category: EventCategory;
  readonly via?: 'webhook';
  readonly details?: (scene: Scene) => Record<string, unknown>;
  /** The page it ends on; nothing more is done on this one. */
  readonly leadsTo?: PageName;
}

export const PAGE_VIEW = 'page_view';

export const deedOf = (template: DeedTemplate, scene: Scene): Deed => ({
  name: template.name,
  type: template.type,
  category: template.category,
  properties: { page: scene.path, ...template.details?.(scene) },
  via: template.via ?? 'client',
});

export const pageView = (title: string, path: string, referrer: string | null): Deed => ({
  name: PAGE_VIEW,
  type: 'user_action',
  category: 'navigation',
  properties: { page: path, title, ...(referrer ? { referrer } : {}) },
  via: 'client',
});
