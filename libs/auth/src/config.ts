import { EnvText, EnvUrl, PlatformConfig } from '@trailmark/platform';

const MIN_SECRET = 32;

/** What an app that checks tokens reads. */
export class AuthConfig extends PlatformConfig {
  @EnvText('JWT_SECRET', {
    description: `Key of HS256 tokens, at least ${MIN_SECRET} characters; without it they are refused.`,
    minLength: MIN_SECRET,
    optional: true,
    secret: true,
  })
  jwtSecret!: string | null;

  @EnvUrl('JWT_JWKS_URL', {
    description: "Public keys of another issuer's RS256 and ES256 tokens, as a JSON Web Key Set.",
    schemes: ['https', 'http'],
    optional: true,
  })
  jwksUrl!: string | null;

  @EnvText('JWT_ISSUER', {
    description: 'Who must have issued the tokens of JWT_JWKS_URL: their `iss`.',
    optional: true,
  })
  jwtIssuer!: string | null;

  @EnvText('JWT_AUDIENCE', {
    description:
      'Whom the tokens of JWT_JWKS_URL must be for: one of their `aud`. HS256 tokens may leave it out.',
    optional: true,
  })
  jwtAudience!: string | null;

  contradictions(): string[] {
    if (this.jwtSecret === null && this.jwksUrl === null) {
      return ['JWT_SECRET is required, or JWT_JWKS_URL: tokens are checked with one of them'];
    }
    if (this.jwksUrl === null) return [];
    return [
      ...(this.jwtIssuer === null ? ['JWT_ISSUER is required with JWT_JWKS_URL'] : []),
      ...(this.jwtAudience === null ? ['JWT_AUDIENCE is required with JWT_JWKS_URL'] : []),
    ];
  }
}
