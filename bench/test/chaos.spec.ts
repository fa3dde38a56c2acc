import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PrivateStack, Progress, startPrivateStack } from '@trailmark/tools';
import { SHORT_FAULTS } from '../src/chaos/faults.js';
import { type ChaosReport, runChaos } from '../src/chaos/run-chaos.js';

describe('when everything fails in turn under load', () => {
  let home: string;
  let stack: PrivateStack;
  let report: ChaosReport;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'trailmark-chaos-'));
    const env = { ...process.env, STREAM_MAX_BYTES: String(1024 * 1024), LOG_LEVEL: 'warn' };
    stack = await startPrivateStack({ home, env, progress: new Progress(process.stderr) });
    report = await runChaos(stack, { faults: SHORT_FAULTS, calmMs: 2000 });
  });
  afterAll(async () => {
    await stack.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it('loses and doubles nothing, miscounts nothing, and breaks no chain', () => {
    const { acknowledged, ...wrong } = report.proof;
    expect(acknowledged).toBeGreaterThan(100);
    expect(wrong).toEqual({ lost: 0, doubled: 0, wrongCounters: 0, brokenChains: 0 });
  });

  it('tells clients what became of their facts, or to come again', () => {
    const told = new Set(report.phases.flatMap(({ statuses }) => Object.keys(statuses)));
    expect([...told].filter((status) => !['201', '202', '503', 'none'].includes(status))).toEqual(
      [],
    );
    expect(report.phases.map(({ name }) => name)).toEqual(SHORT_FAULTS.map(({ name }) => name));
  });
});
