import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnavailableError } from '@trailmark/platform';
import { argon2id, hash, verify } from 'argon2';
import { bulkhead, BulkheadRejectedError } from 'cockatiel';

/** OWASP's least for Argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** As many as there are threads for it; each takes its 19 MiB. */
const AT_ONCE = 4;
const WAITING = 64;

/** Passwords as they may be kept: Argon2id in PHC form. No more of them is worked on than fits in memory. */
@Injectable()
export class Passwords {
  private readonly room = bulkhead(AT_ONCE, WAITING);
  private decoy: Promise<string> | null = null;

  hash(password: string): Promise<string> {
    return this.within(() => hash(password, PARAMETERS));
  }

  /**
   * Whether the password is that of the hash.
   * @param hashed null: there is no account; that takes as long as a wrong password.
   * @throws UnavailableError when too many are waiting.
   */
  verify(hashed: string | null, password: string): Promise<boolean> {
    return this.within(async () => {
      const matches = await verify(hashed ?? (await this.noPassword()), password);
      return hashed !== null && matches;
    });
  }

  /** A hash of what nobody knows. */
  private noPassword(): Promise<string> {
    this.decoy ??= hash(randomBytes(32), PARAMETERS);
    return this.decoy;
  }

  private async within<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.room.execute(work);
    } catch (error) {
      if (!(error instanceof BulkheadRejectedError)) throw error;
      throw new UnavailableError('Too many are logging in; try again.', { cause: error });
    }
  }
}
