import { cpus, release, totalmem } from 'node:os';

/** What the figures were measured on. */
export const machine = (): Record<string, string | number> => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGib: Math.round(totalmem() / 2 ** 30),
  kernel: release(),
  node: process.version,
  measuredAt: new Date().toISOString(),
});
