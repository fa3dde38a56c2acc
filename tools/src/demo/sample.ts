import { UserError } from '../user-error.js';
import { feed } from './feed.js';
import { peopleOf } from './people/person.js';
import { Tally } from './report/tally.js';
import { serviceToken } from './target.js';
import { dayOf } from './traffic/calendar.js';

export interface SampleTarget {
  apiUrl: string;
  jwtSecret: string;
}

export interface FeedReport {
  sent: number;
  /** In the store or on the way there. */
  stored: number;
}

const SEED = 1;
const USERS = 5;
const DAYS = 7;

/**
 * The last days of the demo's first users, without a word: a new stack has something to show, and a demo that
 * follows finds these events there already.
 */
export async function feedSample({ apiUrl, jwtSecret }: SampleTarget): Promise<FeedReport> {
  const now = Date.now();
  const lastDay = dayOf(now);
  const world = {
    seed: SEED,
    people: peopleOf(SEED, USERS),
    firstDay: lastDay - DAYS + 1,
    lastDay,
    now,
  };
  const target = { url: apiUrl, token: serviceToken(jwtSecret) };
  const tally = new Tally();
  await feed(world, tally, { target, batchSize: 200, concurrency: 2, repeatShare: 0 });
  const { counts, sent, problems } = tally;
  if (counts.failed > 0) {
    const reasons = problems.map(([reason]) => reason).join('\n');
    throw new UserError(`The sample was refused:\n${reasons}\nSee the logs under .trailmark/logs.`);
  }
  return { sent, stored: sent - counts.dropped };
}
