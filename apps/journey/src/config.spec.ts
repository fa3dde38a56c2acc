import { ConfigError, loadConfig } from '@trailmark/platform';
import { documentedEnv, readEnv, testEnv } from '@trailmark/testing';
import { JourneyConfig } from './config.js';

describe('JourneyConfig', () => {
  it.each([...readEnv(JourneyConfig)])(
    '.env.example documents %s with its default',
    (name, value) => {
      expect(documentedEnv().get(name)).toBe(value);
    },
  );

  it.each([
    ['phx_1', '', /POSTHOG_PROJECT_ID is required/],
    ['', '7', /POSTHOG_SECRET_KEY is required/],
    ['phx_1', '../7', /POSTHOG_PROJECT_ID must be the number/],
  ])('refuses the key %j with the project %j', (key, project, message) => {
    const env = testEnv({
      DATABASE_URL: 'mysql://a:b@localhost/c',
      NATS_URL: 'nats://localhost',
      POSTHOG_SECRET_KEY: key,
      POSTHOG_PROJECT_ID: project,
    });
    const attempt = () => loadConfig(JourneyConfig, env);
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(message);
    expect(attempt).not.toThrow(/phx_1/);
  });
});
