import { Injectable } from '@nestjs/common';
import { Day, utcToDay } from '@trailmark/measures';
import { sendAlong, Sql } from '@trailmark/platform';
import { MetricEntity } from '../metrics/metric.entity.js';
import { Group, groupSorted } from './group.js';
import { SKETCH_COLUMNS, Sketches, SketchRow } from './sketches.js';
import { ADD_SUMS, SUM_COLUMNS, Sums } from './sums.js';

/** A table of sums and sketches by UTC day, and of whom or what. */
export interface SketchedTable {
  name: 'performance_user_days' | 'performance_page_days';
  key: 'user_id' | 'page';
}

export type SketchedDay = { subject: string; day: Day } & SketchRow;

type DayGroup = Group<[subject: string, day: Day], MetricEntity>;

/** Bytes of one parameter list stay small, and so do the server's plans. */
const CHUNK = 500;

const SKETCHES = SKETCH_COLUMNS.join(', ');
const SET_SKETCHES = SKETCH_COLUMNS.map((column) => `${column} = VALUES(${column})`).join(', ');

@Injectable()
export class SketchedDays {
  /**
   * Adds measurements to their days. The sums go first: that makes each row, or waits for whoever
   * has it, and locks it, so that the sketches read next are nobody else's to change.
   */
  async add(
    sql: Sql,
    table: SketchedTable,
    metrics: MetricEntity[],
    subjectOf: (metric: MetricEntity) => string,
  ): Promise<void> {
    const groups = groupSorted(metrics, (metric): [string, Day] => [
      subjectOf(metric),
      utcToDay(metric.timestamp.getTime()),
    ]);
    for (let start = 0; start < groups.length; start += CHUNK) {
      const chunk = groups.slice(start, start + CHUNK);
      await this.addSums(sql, table, chunk);
      await this.mergeSketches(sql, table, chunk);
    }
  }

  /** Sketches of the days `first` to `last` of the subjects. */
  async find(
    sql: Sql,
    { name, key }: SketchedTable,
    subjects: string[],
    [first, last]: readonly [Day, Day],
  ): Promise<SketchedDay[]> {
    if (subjects.length === 0) return [];
    return sql.query(
      `SELECT ${key} AS subject, CAST(day AS CHAR) AS day, ${SKETCHES}
         FROM ${name} WHERE ${key} IN (?) AND day BETWEEN ? AND ?`,
      [subjects, first, last],
    );
  }

  private async addSums(sql: Sql, { name, key }: SketchedTable, groups: DayGroup[]): Promise<void> {
    await sendAlong(
      sql,
      `INSERT INTO ${name} (${key}, day, ${SUM_COLUMNS.join(', ')}) VALUES ? ${ADD_SUMS}`,
      [groups.map((group) => [...group.key, ...Sums.of(group.items).toValues()])],
    );
  }

  private async mergeSketches(sql: Sql, table: SketchedTable, groups: DayGroup[]): Promise<void> {
    const merged = new Map(
      groups.map((group) => [slotOf(...group.key), Sketches.of(group.items)] as const),
    );
    for (const row of await this.readLocked(sql, table, groups)) {
      merged.get(slotOf(row.subject, row.day))?.mergeRow(row);
    }
    await sendAlong(
      sql,
      `INSERT INTO ${table.name} (${table.key}, day, ${SKETCHES}) VALUES ?
         ON DUPLICATE KEY UPDATE ${SET_SKETCHES}`,
      [groups.map(({ key }) => [...key, ...(merged.get(slotOf(...key))?.toValues() ?? [])])],
    );
  }

  private readLocked(
    sql: Sql,
    { name, key }: SketchedTable,
    groups: DayGroup[],
  ): Promise<SketchedDay[]> {
    const days = groupSorted(groups, (group) => [group.key[1]]);
    const wanted = days.map(() => `(day = ? AND ${key} IN (?))`).join(' OR ');
    return sql.query(
      `SELECT ${key} AS subject, CAST(day AS CHAR) AS day, ${SKETCHES}
         FROM ${name} WHERE ${wanted} FOR UPDATE`,
      days.flatMap((day) => [day.key[0], day.items.map((group) => group.key[0])]),
    );
  }
}

const slotOf = (subject: string, day: Day): string => `${day} ${subject}`;
