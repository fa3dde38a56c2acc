import type { Source } from '@trailmark/contracts';
import type { Random, Weighted } from '../random/random.js';
import { MARKET_PAGES } from './market-pages.js';
import type { Page, PageName } from './page.js';
import { PUBLIC_PAGES } from './public-pages.js';
import { WORKSPACE_PAGES } from './workspace-pages.js';

export const SITE_MAP: Record<PageName, Page> = {
  ...PUBLIC_PAGES,
  ...WORKSPACE_PAGES,
  ...MARKET_PAGES,
};

type Entries = readonly [Weighted<PageName>, ...Weighted<PageName>[]];

const WEB_ENTRIES: Entries = [
  { weight: 4, value: 'login' },
  { weight: 3, value: 'home' },
  { weight: 3, value: 'dashboard' },
  { weight: 2, value: 'item' },
  { weight: 2, value: 'article' },
  { weight: 1, value: 'pricing' },
];

/** Installed apps keep their user signed in and open inside. */
const APP_ENTRIES: Entries = [
  { weight: 6, value: 'dashboard' },
  { weight: 2, value: 'projects' },
  { weight: 1, value: 'marketplace' },
];

export const entryPage = (source: Source, random: Random): PageName =>
  random.weighted(source === 'web_app' ? WEB_ENTRIES : APP_ENTRIES);
