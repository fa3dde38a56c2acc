import { Difference, lineOf } from './difference.js';

/** Differences that are printed one by one. */
export const MAX_LINES = 1000;

/** Parts after which progress is told. */
const PROGRESS_PARTS = 500;

type Print = (line: string) => void;

/** Counts what a job finds by table, and tells of it. */
export class Report {
  private parts = 0;
  private omitted = 0;
  private readonly byTable = new Map<string, number>();

  constructor(private readonly print: Print) {}

  get differences(): number {
    return [...this.byTable.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Names each difference, as long as there is room. */
  list(differences: Difference[]): void {
    const room = Math.max(0, MAX_LINES - this.differences);
    for (const difference of differences.slice(0, room)) this.print(lineOf(difference));
    this.omitted += Math.max(0, differences.length - room);
    this.count(differences);
  }

  /** Tells now and then how far it is. */
  progress(differences: Difference[]): void {
    this.count(differences);
    if (this.parts % PROGRESS_PARTS !== 0) return;
    this.print(`${this.parts} parts looked at, ${this.differences} rows changed`);
  }

  /** @param what the differences are or were, e.g. `rows differ`. */
  summary(what: string): void {
    if (this.omitted > 0) this.print(`… and ${this.omitted} more`);
    for (const [table, count] of this.byTable) this.print(`${table}: ${count}`);
    this.print(`${this.parts} parts looked at, ${this.differences} ${what}`);
  }

  private count(differences: Difference[]): void {
    this.parts += 1;
    for (const { table } of differences) {
      this.byTable.set(table.name, (this.byTable.get(table.name) ?? 0) + 1);
    }
  }
}
