import { randomBytes } from 'node:crypto';
import { fstatSync } from 'node:fs';
import { text as readAll } from 'node:stream/consumers';
import { MAX_PASSWORD, MIN_PASSWORD } from '@trailmark/contracts';

const MADE_BYTES = 18;

/** A password that is to be set, and whether nobody knows it yet. */
export interface GivenPassword {
  password: string;
  made: boolean;
}

/** Something is piped in, rather than a keyboard or nothing at all. */
const isPiped = (): boolean => {
  const stdin = fstatSync(process.stdin.fd);
  return stdin.isFIFO() || stdin.isFile() || stdin.isSocket();
};

/**
 * A password from standard input, without the end of its line; if nothing is piped in, a new one.
 * @throws RangeError when it is too short or too long.
 */
export const givenPassword = async (fromStdin: boolean): Promise<GivenPassword> => {
  const given = fromStdin || isPiped() ? await readAll(process.stdin) : '';
  const text = given.replace(/\r?\n$/, '');
  if (text === '' && !fromStdin) {
    return { password: randomBytes(MADE_BYTES).toString('base64url'), made: true };
  }
  const { length } = Array.from(text);
  if (length < MIN_PASSWORD || length > MAX_PASSWORD) {
    throw new RangeError(`A password has ${MIN_PASSWORD} to ${MAX_PASSWORD} characters.`);
  }
  return { password: text, made: false };
};
