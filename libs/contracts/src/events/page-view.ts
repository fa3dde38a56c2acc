export const PAGE_VIEW_NAMES = ['page_view', '$pageview'] as const;

/** Where a page view tells its page: the first that holds text counts. */
export const PAGE_PROPERTIES = ['page', 'page_path', '$pathname', '$current_url'] as const;

/** Code points of a page that are kept. */
export const MAX_PAGE = 512;

export const isPageView = (eventName: string): boolean =>
  PAGE_VIEW_NAMES.some((name) => name === eventName);

/** The path of a URL or path: without scheme and host, query and fragment; `/` when nothing is left. */
export const pathOf = (address: string): string => {
  const [path = ''] = address
    .replace(/^ +| +$/g, '')
    .replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/, '')
    .split(/[?#]/, 1);
  return Array.from(path === '' ? '/' : path)
    .slice(0, MAX_PAGE)
    .join('');
};

/** The page that an event's properties name, as a path; null when they name none. */
export const pageOf = (properties: Record<string, unknown> | null | undefined): string | null => {
  const address = PAGE_PROPERTIES.map((name) => properties?.[name]).find(
    (value): value is string => typeof value === 'string' && value !== '',
  );
  return address === undefined ? null : pathOf(address);
};
