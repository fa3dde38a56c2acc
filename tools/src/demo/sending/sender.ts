import { UserError } from '../../user-error.js';
import type { RecordKind } from '../records/record-kind.js';
import type { Target } from '../target.js';
import { type Answer, joined, postponed } from './answer.js';
import { readAnswer } from './read-answer.js';
import { GaveUpError, PATIENCE, retried, type RetryOptions } from './retry.js';

const REQUEST_TIMEOUT_MS = 30_000;
/** Requests under way at a time where a route takes one record each. */
const SINGLES = 8;

type SenderOptions = Omit<RetryOptions, 'patience'> & Partial<Pick<RetryOptions, 'patience'>>;

function refusal(status: number, url: string): UserError | null {
  if (status === 401 || status === 403) {
    return new UserError(
      `${url} refuses the token (${status}). Give one of the role service that this gateway knows: --token, ` +
        'or TRAILMARK_TOKEN; for a local stack: npm run --silent token -- --sub demo --role service',
    );
  }
  if (status !== 404 && status !== 405) return null;
  return new UserError(
    `${url} is no Trailmark gateway (${status}). Give the right one with --url.`,
  );
}

const causeOf = (error: unknown): string => {
  const cause: unknown = Reflect.get(Object(error) as object, 'cause') ?? error;
  const code: unknown = Reflect.get(Object(cause) as object, 'code');
  return typeof code === 'string' ? code : String(cause);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null; // an answer that is not JSON has no outcomes; readAnswer says so
  }
};

/** Posts lists of records and sees to it that each gets an outcome. */
export class Sender {
  constructor(
    private readonly target: Target,
    private readonly options: SenderOptions,
  ) {}

  /** Throws `UserError` when the gateway stays away, refuses the token or is none; or as the signal says. */
  async send<T extends object>(kind: RecordKind<T>, records: readonly T[]): Promise<void> {
    const { patience = PATIENCE, ...how } = this.options;
    try {
      const attempt = (open: readonly T[]) => this.attempt(kind, open);
      await retried(records, attempt, { ...how, patience });
    } catch (error) {
      if (!(error instanceof GaveUpError)) throw error;
      throw new UserError(
        `Gave up on ${this.target.url} after ${patience.tries} tries: ${error.message}. ` +
          'See whether it runs (npm run status; npm run up starts a local one) or give another with --url, ' +
          'then run the same command again: nothing is stored twice.',
      );
    }
  }

  private async attempt<T extends object>(
    { path, list }: RecordKind<T>,
    records: readonly T[],
  ): Promise<Answer<T>> {
    if (list !== null) return this.exchange(path, { [list]: records }, records);
    const answers: Answer<T>[] = [];
    for (let start = 0; start < records.length; start += SINGLES) {
      const some = records.slice(start, start + SINGLES);
      const exchanges = some.map((record) => this.exchange(path, record, [record]));
      answers.push(...(await Promise.all(exchanges)));
    }
    return joined(answers);
  }

  private async exchange<T extends object>(
    path: string,
    body: unknown,
    records: readonly T[],
  ): Promise<Answer<T>> {
    const { signal } = this.options;
    try {
      const response = await this.post(path, body);
      const refused = refusal(response.status, this.target.url);
      if (refused) throw refused;
      return readAnswer(records, response, parsed(await response.text()));
    } catch (error) {
      if (error instanceof UserError || signal.aborted) throw error;
      return postponed(records, `no answer (${causeOf(error)})`);
    }
  }

  private post(path: string, body: unknown): Promise<Response> {
    return fetch(`${this.target.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${this.target.token}`,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.any([this.options.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
    });
  }
}
