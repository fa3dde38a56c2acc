const INGESTION_HOST = /^([\w-]+)\.i\.posthog\.com$/;

/**
 * Where the API of a PostHog is: its cloud takes events at `<region>.i.posthog.com` and queries at
 * `<region>.posthog.com`; any other host serves both. Without a slash at its end.
 */
export const apiHost = (host: string): string => {
  const url = new URL(host);
  url.hostname = url.hostname.replace(INGESTION_HOST, '$1.posthog.com');
  return url.origin + url.pathname.replace(/\/+$/, '');
};
