import { EnvText, PlatformConfig } from '@trailmark/platform';

const MIN_SECRET = 32;

/** What an app that checks tokens reads. */
export class AuthConfig extends PlatformConfig {
  @EnvText('JWT_SECRET', {
    description: `Key of HS256 tokens, at least ${MIN_SECRET} characters.`,
    minLength: MIN_SECRET,
    secret: true,
  })
  jwtSecret!: string;
}
