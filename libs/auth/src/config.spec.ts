import { loadConfig } from '@trailmark/platform';
import { AuthConfig } from './config.js';

describe('AuthConfig', () => {
  const load = (env: Record<string, string>) =>
    loadConfig(AuthConfig, { NATS_URL: 'nats://localhost', ...env });
  const JWT_SECRET = 's'.repeat(32);
  const JWT_JWKS_URL = 'https://issuer.example/jwks.json';

  it.each([
    ['a secret', { JWT_SECRET }],
    ['a secret and an audience', { JWT_SECRET, JWT_AUDIENCE: 'trailmark' }],
    ['a key set', { JWT_JWKS_URL, JWT_ISSUER: 'issuer', JWT_AUDIENCE: 'trailmark' }],
    ['both', { JWT_SECRET, JWT_JWKS_URL, JWT_ISSUER: 'issuer', JWT_AUDIENCE: 'trailmark' }],
  ])('is good with %s', (_what, env) => {
    expect(load(env)).toMatchObject({ jwtSecret: 'JWT_SECRET' in env ? JWT_SECRET : null });
  });

  it.each([
    ['nothing to check tokens with', {}, /JWT_SECRET is required, or JWT_JWKS_URL/],
    ['a short secret', { JWT_SECRET: 'short' }, /JWT_SECRET must be at least 32/],
    ['keys of nobody', { JWT_JWKS_URL }, /JWT_ISSUER is required[^]*JWT_AUDIENCE is required/],
    ['keys at no URL', { JWT_SECRET, JWT_JWKS_URL: 'keys.json' }, /JWT_JWKS_URL must be a URL/],
  ])('is not with %s', (_what, env, message) => {
    expect(() => load(env)).toThrow(message);
  });
});
