import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatTable, parseOptions, Progress } from '@trailmark/tools';
import { isReached, type Outcome, summaryOf } from './report/figure.js';
import { BenchServers } from './servers/bench-servers.js';
import { measureIngest } from './workloads/ingest.js';

const USAGE = 'npm run bench [-- --rounds 3] [-- --scale 1]';

const number = (value: number): string => value.toPrecision(3);

async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args, { rounds: 'string', scale: 'string' }, USAGE);
  const rounds = Number(options.rounds ?? 3);
  const scale = Number(options.scale ?? 1);
  const progress = new Progress();
  const home = mkdtempSync(join(tmpdir(), 'trailmark-bench-'));
  const servers = await BenchServers.start(home, process.env, progress);
  const outcomes: Outcome[] = [];
  try {
    outcomes.push(
      await progress.step('batches', () =>
        measureIngest(servers, {
          name: 'batches of 50',
          events: 50,
          requests: Math.ceil(1000 * scale),
          connections: 16,
          rounds,
          limit: true,
        }),
      ),
      await progress.step('single', () =>
        measureIngest(servers, {
          name: 'single events',
          events: 1,
          requests: Math.ceil(10_000 * scale),
          connections: 64,
          rounds,
          limit: false,
        }),
      ),
    );
  } finally {
    await servers.stop();
    rmSync(home, { recursive: true, force: true });
  }
  const rows = outcomes.flatMap(({ figures }) =>
    figures.map((figure) => {
      const { median, lowest, highest } = summaryOf(figure);
      return [figure.name, `${number(median)} ${figure.unit}`, `${number(lowest)} to ${number(highest)}`];
    }),
  );
  console.log(formatTable([['FIGURE', 'MEDIAN', 'ROUNDS'], ...rows]));
  for (const goal of outcomes.flatMap(({ goals }) => goals)) {
    const { median } = summaryOf({ ...goal, unit: '' });
    console.log(`${isReached(goal) ? '✓' : '✗'} ${goal.name}: ${number(median)}`);
  }
  return 0;
}

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
