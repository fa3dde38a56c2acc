import { newMessageId } from '@trailmark/ingest';
import { Database, Sql } from '@trailmark/platform';
import { Account } from '../accounts/account.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { Passwords } from '../accounts/passwords.js';
import { LoginFailuresRepository } from '../sessions/login-failures.repository.js';
import { LoginGuard } from '../sessions/login-guard.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';

const PAGE = 500;

/** The account cannot be made or changed as asked. */
export class AccountJobError extends Error {}

type NewAccount = Pick<Account, 'email' | 'roles'> & { userId: string | null; password: string };

/** Makes and changes accounts, beside whatever runs. */
export class AccountJob {
  private readonly accounts = new AccountsRepository();
  private readonly sessions = new SessionsRepository();
  private readonly passwords = new Passwords();
  private readonly guard: LoginGuard;

  constructor(private readonly database: Database) {
    this.guard = new LoginGuard(database, new LoginFailuresRepository());
  }

  /** @throws AccountJobError when the address or the user id is another account's. */
  async create({ email, roles, userId, password }: NewAccount): Promise<Account> {
    const id = newMessageId();
    const account: Account = {
      id,
      userId: userId ?? id,
      email,
      passwordHash: await this.passwords.hash(password),
      roles,
      createdAt: new Date(),
      disabledAt: null,
    };
    await this.database.transaction(async (sql) => {
      await this.assertNew(sql, account);
      await this.accounts.insert(sql, account);
    });
    return account;
  }

  /** Sets a password and ends every session, so that whoever had the old one is out. */
  async setPassword(email: string, password: string): Promise<Account> {
    const passwordHash = await this.passwords.hash(password);
    return this.change(email, async (sql, account) => {
      await this.accounts.setPassword(sql, account.id, passwordHash);
      await this.guard.forgive(sql, email);
      await this.sessions.removeOf(sql, account.id);
    });
  }

  /** Lets an account log in no more, and ends its sessions; its access tokens end by themselves. */
  disable(email: string): Promise<Account> {
    return this.change(email, async (sql, account) => {
      await this.accounts.setDisabled(sql, account.id, new Date());
      await this.sessions.removeOf(sql, account.id);
    });
  }

  enable(email: string): Promise<Account> {
    return this.change(email, (sql, { id }) => this.accounts.setDisabled(sql, id, null));
  }

  /** Every account, oldest first. */
  async *list(): AsyncGenerator<Account> {
    let last: string | null = null;
    do {
      const after: string | null = last;
      const page: Account[] = await this.database.read((sql) =>
        this.accounts.list(sql, after, PAGE),
      );
      yield* page;
      last = page.length === PAGE ? (page.at(-1)?.id ?? null) : null;
    } while (last !== null);
  }

  private change(
    email: string,
    work: (sql: Sql, account: Account) => Promise<void>,
  ): Promise<Account> {
    return this.database.transaction(async (sql) => {
      const found = await this.accounts.findByEmail(sql, email);
      const account = found && (await this.accounts.lock(sql, found.id));
      if (!account) throw new AccountJobError(`There is no account ${email}.`);
      await work(sql, account);
      return account;
    });
  }

  private async assertNew(sql: Sql, { email, userId }: Account): Promise<void> {
    if (await this.accounts.findByEmail(sql, email)) {
      throw new AccountJobError(`There is an account ${email} already.`);
    }
    if (await this.accounts.findByUserId(sql, userId)) {
      throw new AccountJobError(`The user id ${userId} is another account's.`);
    }
  }
}
