export interface Counts {
  passed: number;
  failed: number;
}

export interface Stage {
  name: string;
  /** Without it nothing later makes sense. */
  required?: boolean;
  run: () => Promise<Counts>;
}

async function runStage({ name, run }: Stage): Promise<Counts> {
  console.log(`\n── ${name}`);
  const started = Date.now();
  const counts = await run();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${counts.failed === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  return counts;
}

/**
 * Runs groups of stages in turn, the stages of a group side by side, and sums up. After a failed
 * stage the rest still runs, unless it was required.
 */
export async function runStages(groups: readonly (readonly Stage[])[]): Promise<Counts> {
  const total = { passed: 0, failed: 0 };
  for (const stages of groups) {
    const counts = await Promise.all(stages.map(runStage));
    for (const { passed, failed } of counts) {
      total.passed += passed;
      total.failed += failed;
    }
    if (stages.some(({ required }, index) => required && counts[index]?.failed !== 0)) break;
  }
  return total;
}
