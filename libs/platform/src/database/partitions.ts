/** Months kept ready ahead of now. */
const MONTHS_AHEAD = 3;

/** Catches rows later than every month partition, so that no insert ever fails for want of one. */
export const FUTURE_PARTITION = 'p_future';

/** Below every month: empty, so that a month from before can be put back without copying any other. */
export const PAST_PARTITION = 'p_past';

/** First instant (UTC) of the month `offset` months from the month of `at`. */
const monthStart = (at: Date, offset: number): Date =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + offset, 1));

const isoDay = (at: Date): string => at.toISOString().slice(0, 10);

/** A month partition: `p202601` holds rows before `2026-02-01`, from the partition before on. */
export interface MonthPartition {
  name: string;
  /** Exclusive upper bound, `YYYY-MM-DD` in UTC. */
  lessThan: string;
}

/** A month partition as it is in the database. */
export interface StoredPartition extends MonthPartition {
  /** Put back from the archive, to stay until this day (UTC) whatever its age; null: as old as it may get. */
  heldUntil?: string | null;
}

const partitionOf = (start: Date): MonthPartition => ({
  name: `p${isoDay(start).slice(0, 7).replace('-', '')}`,
  lessThan: isoDay(monthStart(start, 1)),
});

/** The month partitions that should exist, oldest first: from the retention's edge to the future. */
export const wantedPartitions = (now: Date, retentionDays: number): MonthPartition[] => {
  const edge = new Date(now.getTime() - retentionDays * 86_400_000);
  const end = monthStart(now, MONTHS_AHEAD);
  const wanted: MonthPartition[] = [];
  for (let start = monthStart(edge, 0); start <= end; start = monthStart(start, 1)) {
    wanted.push(partitionOf(start));
  }
  return wanted;
};

export interface PartitionPlan {
  /** To split off the future partition, oldest first. */
  add: MonthPartition[];
  /** Wholly older than the retention, and not held. */
  drop: string[];
}

/** Compares the month partitions a table has with those it should have. */
export const planPartitions = (
  existing: StoredPartition[],
  now: Date,
  retentionDays: number,
): PartitionPlan => {
  const newest = existing.at(-1)?.lessThan ?? '';
  const edge = isoDay(new Date(now.getTime() - retentionDays * 86_400_000));
  return {
    add: wantedPartitions(now, retentionDays).filter(({ lessThan }) => lessThan > newest),
    drop: existing
      .filter((month) => month.lessThan <= edge && !isHeld(month, now))
      .map(({ name }) => name),
  };
};

/** Whether a month that was put back may not go yet. */
export const isHeld = ({ heldUntil }: StoredPartition, now: Date): boolean =>
  typeof heldUntil === 'string' && heldUntil > isoDay(now);

/** Those of the months to be dropped below which nothing is left. */
export const lowest = (existing: StoredPartition[], drop: readonly string[]): StoredPartition[] => {
  const first = existing.findIndex(({ name }) => !drop.includes(name));
  return first < 0 ? existing : existing.slice(0, first);
};

/** The partition of a month named `YYYYMM`. */
export const partitionOfMonth = (month: string): MonthPartition =>
  partitionOf(new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(4)) - 1, 1)));

/** The months from one, `YYYYMM`, to the bound, `YYYY-MM-DD`; oldest first. */
export const monthsUpTo = (month: string, bound: string): MonthPartition[] => {
  const months: MonthPartition[] = [];
  for (
    let next = partitionOfMonth(month);
    next.lessThan <= bound;
    next = partitionOf(new Date(`${next.lessThan}T00:00:00Z`))
  ) {
    months.push(next);
  }
  return months;
};
