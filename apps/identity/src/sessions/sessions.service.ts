import { timingSafeEqual } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { issueToken } from '@trailmark/auth';
import { OpenSessionDto, RefreshTokenDto, SessionClosed, SessionView } from '@trailmark/contracts';
import { newMessageId } from '@trailmark/ingest';
import { Database, Sql, UnauthorizedError } from '@trailmark/platform';
import { Account } from '../accounts/account.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { Passwords } from '../accounts/passwords.js';
import { IdentityConfig } from '../config.js';
import { LoginGuard } from './login-guard.js';
import { hashOf, newRefreshToken, sessionIn } from './refresh-token.js';
import { SessionsRepository } from './sessions.repository.js';

const DAY_S = 86_400;
const MAX_SESSIONS_OF_AN_ACCOUNT = 50;

/** Logging in, staying in, logging out. */
@Injectable()
export class SessionsService {
  private readonly logger = new Logger(SessionsService.name);

  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsRepository,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsRepository,
    private readonly guard: LoginGuard,
    private readonly config: IdentityConfig,
  ) {}

  /**
   * Answers and takes as long for an unknown address as for a wrong password.
   * @throws UnauthorizedError when they are not the credentials of an account that is not disabled.
   * @throws RateLimitedError after too many failures.
   */
  async open({ email, password, client }: OpenSessionDto): Promise<SessionView> {
    await this.guard.begin({ email, client });
    const account = await this.database.read((sql) => this.accounts.findByEmail(sql, email));
    const isRight = await this.passwords.verify(account?.passwordHash ?? null, password);
    const view = account && isRight && (await this.begin(account));
    if (!view) throw new UnauthorizedError('The e-mail address or the password is wrong.');
    await this.guard.succeed({ email, client });
    return view;
  }

  /**
   * Answers a new pair of tokens. A refresh token that was used before ends the session: one of the two
   * who had it is a thief. So does the second of two refreshes at once.
   * @throws UnauthorizedError when the token is not the good one of a session.
   */
  async refresh({ refresh_token: token }: RefreshTokenDto): Promise<SessionView> {
    const id = sessionIn(token);
    const view = id && (await this.database.transaction((sql) => this.rotate(sql, id, token)));
    if (!view) throw new UnauthorizedError('The refresh token is not good.');
    return view;
  }

  /** Ends the session of a refresh token, good or used. */
  async close({ refresh_token: token }: RefreshTokenDto): Promise<SessionClosed> {
    const id = sessionIn(token);
    if (id) await this.database.transaction((sql) => this.sessions.remove(sql, id));
    return { closed: true };
  }

  /** @returns null: the account is disabled, or its password was changed meanwhile. */
  private begin({ id: accountId, passwordHash }: Account): Promise<SessionView | null> {
    const id = newMessageId();
    const token = newRefreshToken(id);
    return this.database.transaction(async (sql) => {
      const account = await this.accounts.lock(sql, accountId);
      if (!account || account.disabledAt || account.passwordHash !== passwordHash) return null;
      const session = { id, accountId, tokenHash: hashOf(token), expiresAt: this.expiry() };
      await this.sessions.insert(sql, session, new Date());
      await this.sessions.removeBeyond(sql, accountId, MAX_SESSIONS_OF_AN_ACCOUNT);
      return this.viewOf(account, token);
    });
  }

  /** @returns null: not good. What that does to the session is to be committed. */
  private async rotate(sql: Sql, id: string, token: string): Promise<SessionView | null> {
    const session = await this.sessions.lock(sql, id);
    if (!session || session.expiresAt <= new Date()) return null;
    if (!timingSafeEqual(session.tokenHash, hashOf(token))) {
      this.logger.warn(`a refresh token of the session ${id} was used again: the session ends`);
      await this.sessions.remove(sql, id);
      return null;
    }
    const account = await this.accounts.find(sql, session.accountId);
    if (!account || account.disabledAt) return null;
    const next = newRefreshToken(id);
    const rotated = { ...session, tokenHash: hashOf(next), expiresAt: this.expiry() };
    await this.sessions.rotate(sql, rotated, new Date());
    return this.viewOf(account, next);
  }

  private expiry(): Date {
    return new Date(Date.now() + this.config.refreshTokenTtlDays * DAY_S * 1000);
  }

  private viewOf({ userId, email, roles }: Account, refreshToken: string): SessionView {
    const { jwtSecret, accessTokenTtlS, refreshTokenTtlDays } = this.config;
    const claims = { sub: userId, email, roles, expiresIn: accessTokenTtlS };
    return {
      access_token: issueToken(jwtSecret, claims),
      token_type: 'Bearer',
      expires_in: accessTokenTtlS,
      refresh_token: refreshToken,
      refresh_expires_in: refreshTokenTtlDays * DAY_S,
      user: { id: userId, email, roles },
    };
  }
}
