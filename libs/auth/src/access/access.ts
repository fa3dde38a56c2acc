import { Principal } from '@trailmark/contracts';
import { Reach } from './policy.js';

/** What the current request may do, as the guard found it. */
export class Access {
  constructor(
    readonly principal: Principal,
    readonly reach: Reach,
  ) {}

  reaches(userId: string): boolean {
    return this.reach === 'any' || userId === this.principal.sub;
  }
}
