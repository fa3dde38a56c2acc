import { writeFileSync } from 'node:fs';
import { Progress, UserError } from '@trailmark/tools';
import { planOf } from './plan.js';
import { type Outcome } from './report/figure.js';
import { machine } from './report/machine.js';
import { tableOf } from './report/print.js';
import { BenchServers } from './servers/bench-servers.js';
import { inAFolder } from './servers/in-a-folder.js';
import { WORKLOADS } from './workloads/workloads.js';

async function main(args: readonly string[]): Promise<void> {
  const plan = planOf(args);
  const progress = new Progress();
  const outcome: Outcome = { figures: [], goals: [] };
  const start = (folder: string) => BenchServers.start(folder, process.env, progress);
  await inAFolder('bench', start, async (servers) => {
    for (const name of plan.workloads) {
      const { figures, goals } = await progress.step(name, () => WORKLOADS[name](servers, plan));
      outcome.figures.push(...figures);
      outcome.goals.push(...goals);
    }
  });
  progress.line(`\n${tableOf(outcome)}`);
  if (plan.json) {
    writeFileSync(plan.json, `${JSON.stringify({ machine: machine(), ...outcome }, null, 2)}\n`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
});
