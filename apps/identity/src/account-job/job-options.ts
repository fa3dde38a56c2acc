import { parseArgs } from 'node:util';
import { MAX_USER_ID, Role, ROLES } from '@trailmark/contracts';
import { isEmail } from 'class-validator';

export const USAGE = `Usage: account create --email ADDRESS --role ROLE [--role ROLE] [--user-id ID]
       account set-password --email ADDRESS
       account disable --email ADDRESS
       account enable --email ADDRESS
       account list
       account signing-key --user-id ID
A password is read from standard input if something is piped in, or --password-stdin says so; else
one is made and printed. A signing key is printed as its file. Roles: ${ROLES.join(', ')}.`;

export type JobOptions =
  | { job: 'create'; email: string; roles: Role[]; userId: string | null; fromStdin: boolean }
  | { job: 'set-password'; email: string; fromStdin: boolean }
  | { job: 'disable' | 'enable'; email: string }
  | { job: 'signing-key'; userId: string }
  | { job: 'list' };

const OPTIONS = {
  email: { type: 'string' },
  role: { type: 'string', multiple: true },
  'user-id': { type: 'string' },
  'password-stdin': { type: 'boolean' },
} as const;

/** Which options each job takes. */
const TAKEN: Record<JobOptions['job'], (keyof typeof OPTIONS)[]> = {
  create: ['email', 'role', 'user-id', 'password-stdin'],
  'set-password': ['email', 'password-stdin'],
  disable: ['email'],
  enable: ['email'],
  'signing-key': ['user-id'],
  list: [],
};

const isJob = (text: string | undefined): text is JobOptions['job'] =>
  text !== undefined && Object.hasOwn(TAKEN, text);

const emailIn = (text: string | undefined): string => {
  const email = text?.toLowerCase();
  if (!isEmail(email)) throw new RangeError('--email must be an e-mail address.');
  return String(email);
};

const rolesIn = (texts: string[] = []): Role[] => {
  const roles = ROLES.filter((role) => texts.includes(role));
  if (roles.length === 0 || texts.some((text) => !(ROLES as readonly string[]).includes(text))) {
    throw new RangeError(`--role must be one of ${ROLES.join(', ')}.`);
  }
  return roles;
};

const userIdIn = (text: string | undefined): string | null => {
  if (text === undefined) return null;
  if (!/^\S(.*\S)?$/su.test(text) || Array.from(text).length > MAX_USER_ID) {
    throw new RangeError(
      `--user-id must be 1 to ${MAX_USER_ID} characters, not begin or end with white space.`,
    );
  }
  return text;
};

/** Reads a command line. @throws RangeError or TypeError telling what is wrong with it. */
export const jobOptions = (args: string[]): JobOptions => {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [job, ...others] = positionals;
  if (!isJob(job) || others.length > 0) throw new RangeError('Say what to do.');
  const strange = Object.keys(values).find((name) => !TAKEN[job].includes(name as never));
  if (strange) throw new RangeError(`${job} does not take --${strange}.`);
  const fromStdin = values['password-stdin'] ?? false;
  switch (job) {
    case 'list':
      return { job };
    case 'signing-key': {
      const userId = userIdIn(values['user-id']);
      if (userId === null) throw new RangeError('--user-id is missing.');
      return { job, userId };
    }
    case 'create': {
      const [email, roles] = [emailIn(values.email), rolesIn(values.role)];
      return { job, email, roles, userId: userIdIn(values['user-id']), fromStdin };
    }
    case 'set-password':
      return { job, email: emailIn(values.email), fromStdin };
    case 'disable':
    case 'enable':
      return { job, email: emailIn(values.email) };
  }
};
