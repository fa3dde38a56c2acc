import { DatabaseConfig, EnvInt, EnvText } from '@trailmark/platform';

const MIN_SECRET = 32;

/** What the identity service reads beside what every service with a schema reads. */
export class IdentityConfig extends DatabaseConfig {
  @EnvText('JWT_SECRET', {
    description: `Key of HS256 tokens, at least ${MIN_SECRET} characters; the gateway's.`,
    minLength: MIN_SECRET,
    secret: true,
  })
  jwtSecret!: string;

  @EnvText('IDENTITY_ENCRYPTION_KEY', {
    description: `Key that HMAC signing secrets are stored under, at least ${MIN_SECRET} characters.`,
    minLength: MIN_SECRET,
    secret: true,
  })
  encryptionKey!: string;

  @EnvInt('ACCESS_TOKEN_TTL_S', {
    description: 'Seconds for which an access token is good.',
    default: 900,
    min: 60,
    max: 86_400,
  })
  accessTokenTtlS!: number;

  @EnvInt('REFRESH_TOKEN_TTL_DAYS', {
    description: 'Days after its last refresh that a session ends.',
    default: 30,
    min: 1,
    max: 365,
  })
  refreshTokenTtlDays!: number;
}
