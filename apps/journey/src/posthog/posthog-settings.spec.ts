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
});
