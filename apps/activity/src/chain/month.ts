/** The month (UTC) of an instant by its first day, `YYYY-MM-01`. */
export const monthOf = (at: Date): string => `${at.toISOString().slice(0, 7)}-01`;

export const startOfMonth = (month: string): Date => new Date(`${month}T00:00:00.000Z`);

export const nextMonth = (month: string): string => {
  const start = startOfMonth(month);
  return monthOf(new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1)));
};

const DAY_MS = 86_400_000;

/** The oldest month that the retention leaves whole in the store; those before are dropped. */
export const oldestRetained = (now: Date, retentionDays: number): string =>
  monthOf(new Date(now.getTime() - retentionDays * DAY_MS));
