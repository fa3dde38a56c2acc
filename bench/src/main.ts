import { writeFileSync } from 'node:fs';
import { Progress, UserError } from '@trailmark/tools';
import { planOf } from './plan.js';
import { type Outcome } from './report/figure.js';
import { machine } from './report/machine.js';
import { tableOf } from './report/print.js';
import { BenchServers } from './servers/bench-servers.js';
import { inAFolder } from './servers/in-a-folder.js';
import { WORKLOADS } from './workloads/workloads.js';

const NOTHING: Outcome = { figures: [], goals: [] };

/** One workload that fails does not take the figures of the others with it, but the command fails. */
async function attempt(name: string, measure: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await measure();
  } catch (error) {
    console.error(`${name} could not be measured:`, error);
    process.exitCode = 1;
    return NOTHING;
  }
}

async function main(args: readonly string[]): Promise<void> {
  const plan = planOf(args);
  const progress = new Progress();
  const outcome: Outcome = { figures: [], goals: [] };
  const start = (folder: string) => BenchServers.start(folder, process.env, progress);
  await inAFolder('bench', start, async (servers) => {
    for (const name of plan.workloads) {
      const measured = await attempt(name, () =>
        progress.step(name, () => WORKLOADS[name](servers, plan, progress)),
      );
      progress.line(`\n${tableOf(measured)}\n`);
      outcome.figures.push(...measured.figures);
      outcome.goals.push(...measured.goals);
    }
  });
  if (plan.workloads.length > 1) progress.line(tableOf(outcome));
  if (plan.json) {
    writeFileSync(plan.json, `${JSON.stringify({ machine: machine(), ...outcome }, null, 2)}\n`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
});
