/** Months kept ready ahead of now. */
const MONTHS_AHEAD = 3;

/** Catches rows later than every month partition, so that no insert ever fails for want of one. */
export const FUTURE_PARTITION = 'p_future';

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
  /** Wholly older than the retention. */
  drop: string[];
}

/** Compares the month partitions a table has with those it should have. */
export const planPartitions = (
  existing: MonthPartition[],
  now: Date,
  retentionDays: number,
): PartitionPlan => {
  const newest = existing.at(-1)?.lessThan ?? '';
  const edge = isoDay(new Date(now.getTime() - retentionDays * 86_400_000));
  return {
    add: wantedPartitions(now, retentionDays).filter(({ lessThan }) => lessThan > newest),
    drop: existing.filter(({ lessThan }) => lessThan <= edge).map(({ name }) => name),
  };
};
