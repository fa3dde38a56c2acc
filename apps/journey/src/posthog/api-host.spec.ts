import { apiHost } from './api-host.js';

describe('the address of PostHog’s API', () => {
  it.each([
    ['https://us.i.posthog.com', 'https://us.posthog.com'],
    ['https://eu.i.posthog.com/', 'https://eu.posthog.com'],
    ['https://us.posthog.com', 'https://us.posthog.com'],
    ['https://EU.I.POSTHOG.COM', 'https://eu.posthog.com'],
    ['http://posthog.internal:8000/', 'http://posthog.internal:8000'],
    ['https://example.com/posthog//', 'https://example.com/posthog'],
    ['https://i.posthog.com', 'https://i.posthog.com'],
    ['https://us.i.posthog.com.example.com', 'https://us.i.posthog.com.example.com'],
  ])('of %s is %s', (host, api) => {
    expect(apiHost(host)).toBe(api);
  });
});
