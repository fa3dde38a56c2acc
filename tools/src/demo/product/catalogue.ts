/** What the imaginary product, a workspace for designers with a marketplace, is filled with. */

export interface Item {
  readonly slug: string;
  /** Euro cents. */
  readonly price: number;
  readonly kind: string;
}

export const ITEMS = [
  { slug: 'line-icons', price: 1900, kind: 'icons' },
  { slug: 'duotone-icons', price: 2900, kind: 'icons' },
  { slug: 'weather-icons', price: 900, kind: 'icons' },
  { slug: 'grotesk-family', price: 7900, kind: 'fonts' },
  { slug: 'slab-serif', price: 4900, kind: 'fonts' },
  { slug: 'handwriting', price: 2400, kind: 'fonts' },
  { slug: 'paper-textures', price: 1400, kind: 'textures' },
  { slug: 'concrete-textures', price: 1400, kind: 'textures' },
  { slug: 'dashboard-kit', price: 12900, kind: 'templates' },
  { slug: 'invoice-template', price: 500, kind: 'templates' },
  { slug: 'pitch-deck', price: 3900, kind: 'templates' },
  { slug: 'city-photos', price: 5900, kind: 'photos' },
] as const satisfies readonly Item[];

export const PROJECTS = [
  'spring-campaign',
  'website-relaunch',
  'onboarding',
  'brand-book',
  'annual-report',
  'mobile-app',
  'trade-fair',
  'newsletter',
] as const;

export const ARTICLES = [
  'getting-started',
  'import-files',
  'keyboard-shortcuts',
  'share-a-project',
  'export-formats',
  'billing',
  'api',
] as const;

export const QUERIES = [
  'icons',
  'invoice',
  'brand colors',
  'export pdf',
  'dark mode',
  'größe ändern',
  'plantilla',
  'アイコン',
  'خطوط',
  '🎨 palette',
] as const;

export const FILE_TYPES = ['png', 'svg', 'pdf', 'psd', 'mp4'] as const;

export const CRASHES = [
  { error: 'TypeError', message: "Cannot read properties of undefined (reading 'layers')" },
  { error: 'NetworkError', message: 'Failed to fetch /api/projects' },
  { error: 'ChunkLoadError', message: 'Loading chunk 17 failed' },
  { error: 'QuotaExceededError', message: 'The quota has been exceeded.' },
] as const;
