import { SessionView } from '@trailmark/contracts';
import { Database, DomainError } from '@trailmark/platform';
import { TestService } from '@trailmark/testing';
import { AccountJob } from '../src/account-job/account-job.js';
import { askingOf, startIdentity } from './identity-service.js';

export const PASSWORD = 'correct horse battery';

/** What it fails with. */
export const failureOf = async (asking: Promise<unknown>): Promise<DomainError> => {
  const error: unknown = await asking.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DomainError)) throw new Error('it did not fail');
  return error;
};

/** The identity service in this process, with accounts to log in with. */
export class SomeAccounts {
  private number = 0;

  private constructor(
    readonly service: TestService,
    readonly job: AccountJob,
    readonly ask: ReturnType<typeof askingOf>,
  ) {}

  static async start(): Promise<SomeAccounts> {
    const service = await startIdentity();
    const job = new AccountJob(service.app.get(Database));
    return new SomeAccounts(service, job, askingOf(service.app, null));
  }

  /** The e-mail address of a new account. */
  async anAccount(userId: string | null = null): Promise<string> {
    const email = `user${(this.number += 1)}@example.com`;
    await this.job.create({ email, roles: ['support'], userId, password: PASSWORD });
    return email;
  }

  open(email: string, password = PASSWORD, client = email): Promise<SessionView> {
    return this.ask('identity.session.open', { email, password, client });
  }

  refresh(token: string): Promise<SessionView> {
    return this.ask('identity.session.refresh', { refresh_token: token });
  }

  rows(table: string): Promise<Record<string, unknown>[]> {
    return this.service.schema.query(`SELECT * FROM ${table}`);
  }
}
