import { EmailField } from '../fields/email.field.js';
import { TextField } from '../fields/text.field.js';

/** Longest password, in characters. */
export const MAX_PASSWORD = 1024;

/** Shortest password that may be set. A login takes shorter ones, and refuses them as it does any wrong one. */
export const MIN_PASSWORD = 12;

/** What `POST /api/auth/new_auth_route` takes. */
export class CredentialsDto {
  @EmailField({ example: 'ann@example.com' })
  email!: string;

  @TextField({ max: MAX_PASSWORD })
  password!: string;
}

/** What `identity.session.open` receives. */
export class OpenSessionDto extends CredentialsDto {
  /** Tells one sender from another, and not where it is: a keyed hash of its network. */
  @TextField({ max: 128 })
  client!: string;
}

/** What `POST /api/auth/refresh` and `…/logout` take. */
export class RefreshTokenDto {
  @TextField({ max: 200, example: 'tmr_…' })
  refresh_token!: string;
}
