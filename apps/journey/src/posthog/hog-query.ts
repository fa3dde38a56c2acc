/** What a placeholder is bound to. */
export type HogValue = string | number | string[];

export type HogValues = Record<string, HogValue>;

/** One row of an answer, by column. */
export type HogRow = Record<string, unknown>;

/** A query that PostHog is asked: constant text, everything else through its placeholders. */
export interface HogQuery<V extends HogValues, R> {
  /** What PostHog's query log shows. */
  name: string;
  hogql: string;
  /** @throws Error when the row has not the shape that was asked for. */
  read: (row: HogRow) => R;
  /** Only for the compiler: which values the placeholders take. */
  values?: V;
}
