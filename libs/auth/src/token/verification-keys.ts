import { Injectable } from '@nestjs/common';
import type { Algorithm } from 'jsonwebtoken';
import { SecretOrKeyProvider } from 'passport-jwt';
import { AuthConfig } from '../config.js';

/** Which keys tokens are checked with. Another source of keys replaces this provider. */
export abstract class VerificationKeys {
  abstract readonly algorithms: readonly Algorithm[];
  abstract readonly provide: SecretOrKeyProvider;
}

/** One shared secret. */
@Injectable()
export class SharedSecret extends VerificationKeys {
  readonly algorithms = ['HS256'] as const;

  constructor(private readonly config: AuthConfig) {
    super();
  }

  readonly provide: SecretOrKeyProvider = (_request, _token, done) => {
    done(null, this.config.jwtSecret);
  };
}
