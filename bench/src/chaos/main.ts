import { formatTable, Progress, startPrivateStack } from '@trailmark/tools';
import { inAFolder } from '../servers/in-a-folder.js';
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

const reportText = ({ phases, latency, proof }: ChaosReport): string =>
  [
    formatTable([['FAULT', 'UNTIL WELL', 'ANSWERS'], ...phases.map(phaseRow)]),
    `latency p50: ${latency.before.toFixed(1)} ms before, ${latency.after.toFixed(1)} ms after`,
    `acknowledged: ${proof.acknowledged}, lost: ${proof.lost}, doubled: ${proof.doubled}, ` +
      `wrong counters: ${proof.wrongCounters}, broken chains: ${proof.brokenChains}`,
  ].join('\n\n');

async function main(): Promise<void> {
  const progress = new Progress();
  const env = { ...process.env, STREAM_MAX_BYTES: STREAM_BYTES };
  const start = (home: string) => startPrivateStack({ home, env, progress });
  await inAFolder('chaos', start, async (stack) => {
    const plan = { faults: ALL_FAULTS, calmMs: CALM_MS };
    const report = await runChaos(stack, plan, ({ name }) => progress.line(`✓ ${name}`));
    progress.line(`\n${reportText(report)}`);
    if (!isClean(report.proof)) process.exitCode = 1;
  });
}

void main();
