import { QuantileSketch, roundOrNull, Vital } from '@trailmark/measures';
import { MetricEntity } from '../metrics/metric.entity.js';
import { VITAL_PROPERTIES, VITALS } from './vitals.js';

const P75 = 0.75;
const DIGITS = 3;

export const SKETCH_COLUMNS = VITALS.map((vital) => `${vital}_sketch` as const);

/** Sketches as a table row of them reads. */
export type SketchRow = Record<`${Vital}_sketch`, Buffer | null>;

/** One mergeable sketch a vital. A missing value is in none. */
export class Sketches {
  private readonly byVital = new Map<Vital, QuantileSketch>();

  static of(metrics: Iterable<MetricEntity>): Sketches {
    const sketches = new Sketches();
    for (const metric of metrics) sketches.add(metric);
    return sketches;
  }

  add(metric: MetricEntity): void {
    for (const vital of VITALS) {
      const value = metric[VITAL_PROPERTIES[vital]];
      if (value !== null) this.sketch(vital).add(value);
    }
  }

  /** @throws SketchFormatError when a column holds anything but a sketch. */
  mergeRow(row: SketchRow): void {
    for (const vital of VITALS) {
      const bytes = row[`${vital}_sketch`];
      if (bytes) this.sketch(vital).merge(QuantileSketch.fromBytes(bytes));
    }
  }

  /** Takes measurements away. @returns false when what is left must be made anew from the measurements. */
  subtract(metrics: Iterable<MetricEntity>): boolean {
    let isExact = true;
    for (const [vital, taken] of Sketches.of(metrics).byVital) {
      const sketch = this.sketch(vital);
      if (!sketch.subtract(taken)) isExact = false;
      if (sketch.count === 0) this.byVital.delete(vital);
    }
    return isExact;
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
    const sketch = this.byVital.get(vital) ?? QuantileSketch.empty();
    this.byVital.set(vital, sketch);
    return sketch;
  }
}
