import { answersOk } from '../processes/probes.js';
import { isPortFree } from '../processes/ports.js';
import { isRunning } from '../processes/process-ref.js';
import type { ProcessState, StackState } from './stack-state.js';

async function readiness({ ref, url, port }: ProcessState): Promise<string> {
  if (!ref || !isRunning(ref)) return 'restarting';
  const answers = url ? await answersOk(url) : port !== null && !(await isPortFree(port));
  return answers ? 'ready' : 'not ready';
}

/** Columns as wide as their longest cell. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

export async function processTable(state: StackState, now = Date.now()): Promise<string> {
  const rows = await Promise.all(
    state.processes.map(async (process) => [
      process.name,
      process.ref ? String(process.ref.pid) : '-',
      process.port === null ? '-' : String(process.port),
      await readiness(process),
      process.startedAt === null ? '-' : formatDuration(now - process.startedAt),
    ]),
  );
  return formatTable([['NAME', 'PID', 'PORT', 'STATE', 'UP'], ...rows]);
}
