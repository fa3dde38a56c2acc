import { Archivist } from '../archive/archivist.js';
import { DatabaseConfig } from '../config/database.config.js';
import { Schema } from '../database/data-source-options.js';
import { Database } from '../database/database.js';
import { PartitionMaintainer } from '../database/partition-maintainer.js';
import { PartitionRepository } from '../database/partition.repository.js';
import { RowAger } from '../database/row-ager.js';
import { RetentionKeeper } from './retention-keeper.js';
import {
  RetentionRule,
  RetentionRun,
  RetentionRunsRepository,
} from './retention-runs.repository.js';

const DAY_MS = 86_400_000;

/** Rows are counted no further. */
const COUNTED = 100_000;

type Print = (line: string) => void;

/** What a service's retention is about to remove, and doing so now, with what the service itself does it with. */
export class RetentionJob {
  private readonly partitions = new PartitionRepository();
  private readonly runs = new RetentionRunsRepository();

  /** @param given a rule in place of that of the last run. */
  constructor(
    private readonly database: Database,
    private readonly schema: Schema,
    private readonly given: Partial<RetentionRule>,
    private readonly print: Print,
  ) {}

  /** @returns the exit code: 1 when nobody has said how long anything is kept, or others are at it. */
  async run(job: 'show' | 'run', now = new Date()): Promise<number> {
    const last = await this.database.read((sql) => this.runs.find(sql));
    const retentionDays = this.given.retentionDays ?? last?.retentionDays;
    if (retentionDays === undefined) {
      this.print('The service has not run yet: say RETENTION_DAYS.');
      return 1;
    }
    const archives = this.given.archives ?? last?.archives ?? false;
    const rule = { retentionDays, archives };
    return job === 'show' ? this.show(rule, last, now) : this.keep(rule, now);
  }

  private async show(rule: RetentionRule, last: RetentionRun | null, now: Date): Promise<number> {
    const { months, rows } = this.keepers(rule);
    const edge = new Date(now.getTime() - rule.retentionDays * DAY_MS).toISOString().slice(0, 10);
    const fate = rule.archives ? 'archived' : 'dropped';
    this.print(`${rule.retentionDays} days are kept, from ${edge} on; months behind are ${fate}.`);
    this.print(last ? `Last run: ${textOf(last)}.` : 'It has not run yet.');
    const behind = [...(await this.months(months, now)), ...(await this.rows(rows, now))];
    for (const line of behind) this.print(line);
    if (behind.length === 0) this.print('Nothing is behind it.');
    return 0;
  }

  private async keep(rule: RetentionRule, now: Date): Promise<number> {
    const others = await this.keepers(rule).keeper.run(now);
    for (const table of others) this.print(`${table}: another process is at it`);
    if (others.length === 0) this.print('Nothing is behind the retention any more.');
    return others.length === 0 ? 0 : 1;
  }

  private async months(maintainer: PartitionMaintainer, now: Date): Promise<string[]> {
    const lines: string[] = [];
    for (const table of this.schema.partitionedTables) {
      for (const name of await maintainer.behind(table, now)) {
        const rows = await this.database.read((sql) => this.partitions.rowsAbout(sql, table, name));
        lines.push(`${table} ${name.slice(1, 5)}-${name.slice(5)}: about ${rows} rows`);
      }
    }
    return lines;
  }

  private async rows(ager: RowAger, now: Date): Promise<string[]> {
    const lines: string[] = [];
    for (const table of this.schema.agingTables ?? []) {
      const rows = await ager.behind(table, COUNTED + 1, now);
      const count = rows > COUNTED ? `more than ${COUNTED}` : String(rows);
      if (rows > 0) lines.push(`${table.name}: ${count} rows`);
    }
    return lines;
  }

  private keepers({ retentionDays, archives }: RetentionRule) {
    const { database, schema } = this;
    const config = Object.assign(new DatabaseConfig(), { retentionDays, archiveDropped: archives });
    const archivist = new Archivist(database);
    const months = new PartitionMaintainer(database, config, archivist, schema.partitionedTables);
    const rows = new RowAger(database, config, schema.agingTables ?? []);
    return { months, rows, keeper: new RetentionKeeper(database, config, months, rows) };
  }
}

const textOf = ({ startedAt, endedAt, failure, retentionDays }: RetentionRun): string => {
  const outcome = endedAt === null ? 'not ended' : failure === null ? 'done' : `failed: ${failure}`;
  return `${startedAt.toISOString()}, by ${retentionDays} days, ${outcome}`;
};
