import { ConfigError } from '@trailmark/platform';
import { postHogSettings } from './posthog-settings.js';

describe('settings of PostHog', () => {
  const posthogHost = 'https://eu.i.posthog.com/';
  const settings = (posthogSecretKey: string | null, posthogProjectId: string | null) =>
    postHogSettings({ posthogSecretKey, posthogProjectId, posthogHost });

  it('are none when neither key nor project is given', () => {
    expect(settings(null, null)).toBeNull();
  });

  it('name the API of the given host', () => {
    expect(settings('phx_1', '7')).toEqual({
      key: 'phx_1',
      projectId: '7',
      host: 'https://eu.posthog.com',
    });
  });

  it.each<[string | null, string | null, RegExp]>([
    ['phx_1', null, /POSTHOG_PROJECT_ID is required/],
    [null, '7', /POSTHOG_SECRET_KEY is required/],
    ['phx_1', '../7', /POSTHOG_PROJECT_ID must be the number/],
  ])('with key %p and project %p stop the process', (key, project, message) => {
    const attempt = () => settings(key, project);
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(message);
    expect(attempt).not.toThrow(/phx_1/);
  });
});
