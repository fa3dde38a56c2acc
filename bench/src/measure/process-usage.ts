import { readFileSync } from 'node:fs';

/** Clock ticks a second that Linux counts processes' time in. */
const TICKS = 100;

const MIB = 1024;

/** What a process used so far; Linux only. */
export interface ProcessUsage {
  cpuSeconds: number;
  rssMib: number;
  /** The most it ever had. */
  peakRssMib: number;
}

const kibOf = (status: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);

/** @throws Error when there is no such process. */
export const usageOf = (pid: number): ProcessUsage => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in brackets, may hold anything; state is the first field after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS,
    rssMib: kibOf(status, 'VmRSS') / MIB,
    peakRssMib: kibOf(status, 'VmHWM') / MIB,
  };
};
