import type { Item } from './catalogue.js';
import type { Page, PageName } from './page.js';

type MarketPage = Extract<PageName, 'marketplace' | 'item' | 'cart' | 'checkout' | 'thanks'>;

const priced = ({ slug, price }: Item) => ({ item: slug, amount: price / 100, currency: 'EUR' });

/** Where things are bought. */
export const MARKET_PAGES: Record<MarketPage, Page> = {
  marketplace: {
    title: 'Marketplace',
    path: '/marketplace',
    links: [
      { weight: 7, value: 'item' },
      { weight: 2, value: 'search' },
      { weight: 1, value: 'dashboard' },
    ],
    deeds: [
      {
        chance: 0.3,
        name: 'category_opened',
        type: 'user_action',
        category: 'marketplace',
        details: ({ item }) => ({ category: item.kind }),
      },
    ],
  },
  item: {
    title: 'Item',
    path: '/marketplace/:item',
    links: [
      { weight: 3, value: 'marketplace' },
      { weight: 2, value: 'item' },
    ],
    deeds: [
      {
        chance: 0.3,
        name: 'preview_opened',
        type: 'engagement_event',
        category: 'content',
        details: ({ item }) => ({ item: item.slug, kind: item.kind }),
      },
      {
        chance: 0.14,
        name: 'add_to_cart',
        type: 'user_action',
        category: 'marketplace',
        details: ({ item }) => priced(item),
        leadsTo: 'cart',
      },
    ],
  },
  cart: {
    title: 'Cart',
    path: '/cart',
    links: [
      { weight: 3, value: 'checkout' },
      { weight: 2, value: 'marketplace' },
    ],
    deeds: [],
  },
  checkout: {
    title: 'Checkout',
    path: '/checkout',
    links: [{ weight: 1, value: 'cart' }],
    deeds: [
      {
        chance: 0.07,
        name: 'payment_failed',
        type: 'error_event',
        category: 'errors',
        details: ({ random, item }) => ({
          ...priced(item),
          reason: random.pick(['card_declined', 'expired', 'timeout']),
        }),
      },
      {
        chance: 0.65,
        name: 'purchase_completed',
        type: 'business_event',
        category: 'marketplace',
        details: ({ random, item }) => ({
          ...priced(item),
          method: random.pick(['card', 'invoice', 'wallet']),
        }),
        leadsTo: 'thanks',
      },
    ],
  },
  thanks: {
    title: 'Thank you',
    path: '/checkout/thanks',
    links: [
      { weight: 2, value: 'assets' },
      { weight: 1, value: 'marketplace' },
    ],
    deeds: [
      {
        chance: 1,
        name: 'payment_settled',
        type: 'business_event',
        category: 'marketplace',
        via: 'webhook',
        details: ({ item }) => priced(item),
      },
    ],
  },
};
