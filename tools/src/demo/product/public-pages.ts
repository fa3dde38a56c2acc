import type { Page, PageName } from './page.js';

type PublicPage = Extract<PageName, 'home' | 'pricing' | 'login' | 'search' | 'article'>;

/** Where people arrive and look around. */
export const PUBLIC_PAGES: Record<PublicPage, Page> = {
  home: {
    title: 'Home',
    path: '/',
    links: [
      { weight: 5, value: 'login' },
      { weight: 3, value: 'marketplace' },
      { weight: 2, value: 'pricing' },
      { weight: 1, value: 'article' },
    ],
    deeds: [
      {
        chance: 0.12,
        name: 'video_played',
        type: 'engagement_event',
        category: 'content',
        details: ({ random }) => ({ seconds: random.int(3, 95) }),
      },
    ],
  },
  pricing: {
    title: 'Pricing',
    path: '/pricing',
    links: [
      { weight: 3, value: 'login' },
      { weight: 1, value: 'home' },
      { weight: 1, value: 'article' },
    ],
    deeds: [
      {
        chance: 0.3,
        name: 'button_click',
        type: 'user_action',
        category: 'interaction',
        details: ({ random }) => ({ button_id: random.pick(['monthly', 'yearly', 'contact']) }),
      },
    ],
  },
  login: {
    title: 'Sign in',
    path: '/login',
    links: [{ weight: 1, value: 'home' }],
    deeds: [
      {
        chance: 0.06,
        name: 'login_failed',
        type: 'error_event',
        category: 'authentication',
        details: () => ({ reason: 'wrong_credentials' }),
      },
      {
        chance: 0.95,
        name: 'login',
        type: 'user_action',
        category: 'authentication',
        details: ({ random }) => ({ method: random.pick(['email', 'email', 'sso']) }),
        leadsTo: 'dashboard',
      },
    ],
  },
  search: {
    title: 'Search',
    path: '/search',
    links: [
      { weight: 3, value: 'item' },
      { weight: 3, value: 'project' },
      { weight: 1, value: 'article' },
    ],
    deeds: [
      {
        chance: 1,
        name: 'search',
        type: 'user_action',
        category: 'content',
        details: ({ random, query }) => ({ query, results: random.int(0, 60) }),
      },
      {
        chance: 0.6,
        name: 'search_result_clicked',
        type: 'user_action',
        category: 'interaction',
        details: ({ random, query }) => ({ query, position: random.int(1, 10) }),
      },
    ],
  },
  article: {
    title: 'Help',
    path: '/docs/:article',
    links: [
      { weight: 3, value: 'article' },
      { weight: 2, value: 'dashboard' },
      { weight: 1, value: 'pricing' },
    ],
    deeds: [
      {
        chance: 0.5,
        name: 'scroll_depth',
        type: 'engagement_event',
        category: 'content',
        details: ({ random, article }) => ({ article, percent: random.pick([25, 50, 75, 100]) }),
      },
    ],
  },
};
