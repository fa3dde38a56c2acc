import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatTable, Progress, startPrivateStack } from '@trailmark/tools';
import { ALL_FAULTS } from './faults.js';
import { type ChaosReport, runChaos } from './run-chaos.js';

const CALM_MS = 10_000;

/** Small enough to fill while its service is paused. */
const STREAM_BYTES = String(1024 * 1024);

const phaseRow = ({ name, recoveredMs, statuses }: ChaosReport['phases'][number]): string[] => [
  name,
  `${(recoveredMs / 1000).toFixed(1)} s`,
  Object.entries(statuses)
    .map(([status, count]) => `${status}: ${count}`)
    .join('  '),
];

const isClean = ({ lost, doubled, wrongCounters, brokenChains }: ChaosReport['proof']): boolean =>
  lost + doubled + wrongCounters + brokenChains === 0;

async function main(): Promise<void> {
  const progress = new Progress();
  const home = mkdtempSync(join(tmpdir(), 'trailmark-chaos-'));
  const env = { ...process.env, STREAM_MAX_BYTES: STREAM_BYTES };
  const stack = await startPrivateStack({ home, env, progress });
  try {
    const plan = { faults: ALL_FAULTS, calmMs: CALM_MS };
    const report = await runChaos(stack, plan, ({ name }) => progress.line(`✓ ${name}`));
    const { proof, latency } = report;
    progress.line(
      `\n${formatTable([['FAULT', 'UNTIL WELL', 'ANSWERS'], ...report.phases.map(phaseRow)])}`,
    );
    progress.line(
      `\nlatency p50: ${latency.before.toFixed(1)} ms before, ${latency.after.toFixed(1)} ms after`,
    );
    progress.line(
      `acknowledged: ${proof.acknowledged}, lost: ${proof.lost}, doubled: ${proof.doubled}, ` +
        `wrong counters: ${proof.wrongCounters}, broken chains: ${proof.brokenChains}`,
    );
    if (!isClean(proof)) process.exitCode = 1;
  } finally {
    await stack.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

void main();
