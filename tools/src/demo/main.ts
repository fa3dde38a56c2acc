import { feed } from './feed.js';
import { type DemoOptions, parseDemoOptions, USAGE } from './options.js';
import { peopleOf } from './people/person.js';
import { ProgressBar } from './report/progress-bar.js';
import { reportOf } from './report/report.js';
import { Tally } from './report/tally.js';
import type { Waiting } from './sending/retry.js';
import { type Target, targetOf } from './target.js';
import { isoDay } from './traffic/calendar.js';

export { feedSample, type FeedReport, type SampleTarget } from './sample.js';

const REPEAT_SHARE = 0.01;
const INTERRUPTED = 130;

const headline = (options: DemoOptions, { url }: Target): string => {
  const { users, firstDay, lastDay, seed } = options;
  return `${users} users, ${isoDay(firstDay)} to ${isoDay(lastDay)}, seed ${seed} → ${url}`;
};

/** Feeds and shows the progress; answers 0, or 130 when the signal stopped it. */
async function run(options: DemoOptions, target: Target, tally: Tally, signal: AbortSignal) {
  const { seed, users, firstDay, lastDay, batchSize, concurrency } = options;
  const world = { seed, people: peopleOf(seed, users), firstDay, lastDay, now: Date.now() };
  const bar = new ProgressBar(process.stderr);
  let reached = 0;
  const show = (note: string) => bar.show(reached, `${tally.sent} sent${note}`);
  const onProgress = (share: number) => {
    reached = Math.max(reached, share);
    show('');
  };
  const onWait = ({ reason, tried, tries }: Waiting) =>
    show(`; ${reason}, try ${tried} of ${tries}`);
  const sending = { target, batchSize, concurrency, repeatShare: REPEAT_SHARE };
  try {
    await feed(world, tally, { ...sending, signal, onProgress, onWait });
    return 0;
  } catch (error) {
    if (signal.aborted) return INTERRUPTED;
    throw error;
  } finally {
    bar.end();
  }
}

/** Ctrl-C ends it with its report; a second one ends it at once. */
function interruption(): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once('SIGINT', stop);
  return { signal: controller.signal, release: () => process.off('SIGINT', stop) };
}

/** `npm run demo`: feeds a gateway; 1 when anything failed. */
export async function runDemo(args: readonly string[]): Promise<number> {
  const options = parseDemoOptions(args, Date.now());
  if (!options) {
    console.log(USAGE);
    return 0;
  }
  const target = targetOf(options, process.env);
  const tally = new Tally();
  const { signal, release } = interruption();
  const startedAt = performance.now();
  console.error(headline(options, target));
  try {
    const code = await run(options, target, tally, signal);
    return tally.counts.failed > 0 ? 1 : code;
  } finally {
    release();
    console.log(reportOf(tally, (performance.now() - startedAt) / 1000));
  }
}
