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

/** Runs the stages in turn and sums up. After a failed stage the rest still runs, unless it was required. */
export async function runStages(stages: readonly Stage[]): Promise<Counts> {
  const total = { passed: 0, failed: 0 };
  for (const stage of stages) {
    const { passed, failed } = await runStage(stage);
    total.passed += passed;
    total.failed += failed;
    if (failed > 0 && stage.required) break;
  }
  return total;
}
