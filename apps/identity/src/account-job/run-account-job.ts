import { Database } from '@trailmark/platform';
import { Account } from '../accounts/account.js';
import { AccountJob, AccountJobError } from './account-job.js';
import { givenPassword, GivenPassword } from './given-password.js';
import { JobOptions } from './job-options.js';
import { SigningKeyMaker } from './signing-key-maker.js';

type Print = (line: string) => void;

const FAILED = 1;

const lineOf = ({ email, userId, roles, createdAt, disabledAt }: Account): string =>
  [
    email,
    userId,
    roles.join(','),
    createdAt.toISOString(),
    disabledAt ? `disabled ${disabledAt.toISOString()}` : 'active',
  ].join('\t');

const tellPassword = ({ password, made }: GivenPassword, print: Print): void => {
  if (made) print(`Password, shown this once: ${password}`);
};

const run = async (database: Database, options: JobOptions, print: Print): Promise<void> => {
  const accounts = new AccountJob(database);
  switch (options.job) {
    case 'create': {
      const given = await givenPassword(options.fromStdin);
      const { email, userId } = await accounts.create({ ...options, password: given.password });
      print(`The account ${email} has the user id ${userId}.`);
      return tellPassword(given, print);
    }
    case 'set-password': {
      const given = await givenPassword(options.fromStdin);
      const { email } = await accounts.setPassword(options.email, given.password);
      print(`The password of ${email} is set, and its sessions have ended.`);
      return tellPassword(given, print);
    }
    case 'disable':
      await accounts.disable(options.email);
      return print(`The account ${options.email} is disabled, and its sessions have ended.`);
    case 'enable':
      await accounts.enable(options.email);
      return print(`The account ${options.email} may log in.`);
    case 'signing-key':
      return print(JSON.stringify(await new SigningKeyMaker(database).make(options.userId)));
    case 'list':
      for await (const account of accounts.list()) print(lineOf(account));
  }
};

/** Runs a job and tells of it line by line. @returns the exit code: 1 when it cannot be done as asked. */
export const runAccountJob = async (
  database: Database,
  options: JobOptions,
  print: Print,
): Promise<number> => {
  try {
    await run(database, options, print);
    return 0;
  } catch (error) {
    if (!(error instanceof AccountJobError) && !(error instanceof RangeError)) throw error;
    print(error.message);
    return FAILED;
  }
};
