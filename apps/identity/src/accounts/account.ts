import { Role } from '@trailmark/contracts';

/** Somebody who logs in here. */
export interface Account {
  id: string;
  /** `sub` of its tokens. */
  userId: string;
  /** In small letters. */
  email: string;
  /** PHC string of Argon2id. */
  passwordHash: string;
  roles: Role[];
  createdAt: Date;
  disabledAt: Date | null;
}
