import { parseArgs } from 'node:util';

export const USAGE = `Usage: archive list | restore MONTH [--days N] | drop MONTH
MONTH is YYYY-MM. A restored month stays for N days (30), then it is archived again.`;

const DEFAULT_DAYS = 30;
const MAX_DAYS = 3650;

/** What to do; a month is `YYYYMM`. */
export type ArchiveOptions =
  | { job: 'list' }
  | { job: 'restore'; month: string; days: number }
  | { job: 'drop'; month: string };

const monthOf = (text: string | undefined): string => {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text ?? '') ?? [];
  if (!year || !month) throw new RangeError('A month is written YYYY-MM.');
  return `${year}${month}`;
};

const daysOf = (text: string | undefined): number => {
  const days = Number(text ?? DEFAULT_DAYS);
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS) {
    throw new RangeError(`--days must be a whole number from 1 to ${MAX_DAYS}.`);
  }
  return days;
};

/** Reads a command line. @throws RangeError or TypeError telling what is wrong with it. */
export const archiveOptions = (args: string[]): ArchiveOptions => {
  const { values, positionals } = parseArgs({
    args,
    options: { days: { type: 'string' } },
    allowPositionals: true,
  });
  const [job, month, ...others] = positionals;
  const isWrong = others.length > 0 || (values.days !== undefined && job !== 'restore');
  if (job === 'list' && month === undefined && !isWrong) return { job };
  if (job === 'restore' && !isWrong) {
    return { job, month: monthOf(month), days: daysOf(values.days) };
  }
  if (job === 'drop' && !isWrong) return { job, month: monthOf(month) };
  throw new RangeError('Say list, restore or drop.');
};
