import { QuantileSketch, roundOrNull, Vital } from '@trailmark/measures';
import { Measurement } from '../metrics/measurement.js';
import { VITAL_PROPERTIES, VITALS } from './vitals.js';

const P75 = 0.75;
const DIGITS = 3;

/** Each vital with its column: many rows are read, and no name is made anew for each. */
const COLUMNS = VITALS.map((vital) => [vital, `${vital}_sketch`] as const);

export const SKETCH_COLUMNS = COLUMNS.map(([, column]) => column);

/** Sketches as a table row of them reads. */
export type SketchRow = Record<`${Vital}_sketch`, Buffer | null>;

/** Extremes as a table row of them reads; decimals come as text. */
export type PageExtremes = Record<`${Vital}_${'min' | 'max'}`, string | number | null>;

const touches = (sketch: QuantileSketch, removed: QuantileSketch): boolean =>
  sketch.min === removed.min || sketch.max === removed.max;

/** One mergeable sketch a vital. A missing value is in none. */
export class Sketches {
  private readonly byVital = new Map<Vital, QuantileSketch>();

  static of(metrics: Iterable<Measurement>): Sketches {
    const sketches = new Sketches();
    for (const metric of metrics) sketches.add(metric);
    return sketches;
  }

  add(metric: Measurement): void {
    for (const vital of VITALS) {
      const value = metric[VITAL_PROPERTIES[vital]];
      if (value !== null) this.sketch(vital).add(value);
    }
  }

  /** @throws SketchFormatError when a column holds anything but a sketch. */
  mergeRow(row: SketchRow): void {
    for (const [vital, column] of COLUMNS) {
      const bytes = row[column];
      if (bytes) this.sketch(vital).mergeBytes(bytes);
    }
  }

  /**
   * Takes away what was added before.
   * @returns whether that may have been a smallest or largest value: then these must be told anew.
   */
  subtract(other: Sketches): boolean {
    let lostExtreme = false;
    for (const [vital, removed] of other.byVital) {
      const sketch = this.sketch(vital);
      lostExtreme ||= touches(sketch, removed);
      sketch.subtract(removed);
      if (sketch.count === 0) this.byVital.delete(vital);
    }
    return lostExtreme;
  }

  /** Tells the smallest and the largest value of each vital. */
  setExtremes(extremes: PageExtremes): void {
    for (const [vital, sketch] of this.byVital) {
      sketch.setExtremes(Number(extremes[`${vital}_min`]), Number(extremes[`${vital}_max`]));
    }
  }

  /** How many values of the vital there are. */
  count(vital: Vital): number {
    return this.byVital.get(vital)?.count ?? 0;
  }

  /** Within 1 % of exact, to three decimals; null when there is no value. */
  p75(vital: Vital): number | null {
    return roundOrNull(this.byVital.get(vital)?.quantile(P75) ?? null, DIGITS);
  }

  /** In the order of {@link SKETCH_COLUMNS}. */
  toValues(): (Buffer | null)[] {
    return VITALS.map((vital) => this.byVital.get(vital)?.toBytes() ?? null);
  }

  private sketch(vital: Vital): QuantileSketch {
    const known = this.byVital.get(vital);
    if (known) return known;
    const sketch = QuantileSketch.empty();
    this.byVital.set(vital, sketch);
    return sketch;
  }
}
