import { type Maybe, notNegative } from './finite.js';
import { rankOf } from './percentile.js';
import { type SketchState, addEncoded, encodeSketch } from './sketch-codec.js';

/** Every quantile is within this fraction of the exact nearest-rank value. */
export const SKETCH_ACCURACY = 0.005;
/** Values below this count as 0: a billionth of a millisecond or of a layout shift. */
export const SKETCH_SMALLEST = 1e-9;

const GAMMA = (1 + SKETCH_ACCURACY) / (1 - SKETCH_ACCURACY);
const LOG_GAMMA = Math.log(GAMMA);

/**
 * A summary of non-negative values that answers quantiles within {@link SKETCH_ACCURACY}, and that merges without loss: the
 * sketches of seven days merge into exactly the sketch of the week, in any order. Bin i holds the values in
 * (γ^(i−1), γ^i] with γ = (1 + α) / (1 − α); some 460 bins for every factor of 100 between the smallest and the largest value.
 * Source: Masson, Rim, Lee (2019), "DDSketch: a fast and fully-mergeable quantile sketch", VLDB 12(12), 2195–2205.
 */
export class QuantileSketch {
  private constructor(private readonly state: SketchState) {}

  static empty(): QuantileSketch {
    return new QuantileSketch({ zeros: 0, min: Infinity, max: -Infinity, bins: new Map() });
  }

  /** The sketch of the values that are there; `null` and `undefined` are skipped. @throws as {@link add}. */
  static of(values: Iterable<Maybe>): QuantileSketch {
    const sketch = QuantileSketch.empty();
    for (const value of values) sketch.add(value);
    return sketch;
  }

  /** What {@link toBytes} gave, by this or any earlier version. @throws SketchFormatError when it is anything else. */
  static fromBytes(bytes: Uint8Array): QuantileSketch {
    const sketch = QuantileSketch.empty();
    sketch.mergeBytes(bytes);
    return sketch;
  }

  /** How many values were added. */
  get count(): number {
    let count = this.state.zeros;
    for (const size of this.state.bins.values()) count += size;
    return count;
  }

  /** The smallest value added, exactly; `null` when empty. */
  get min(): number | null {
    return this.state.min === Infinity ? null : this.state.min;
  }

  /** The largest value added, exactly; `null` when empty. */
  get max(): number | null {
    return this.state.max === -Infinity ? null : this.state.max;
  }

  /** Adds a value; a missing one changes nothing. @throws RangeError when it is negative, NaN or infinite. */
  add(measured: Maybe): void {
    if (measured == null) return;
    const value = notNegative(measured);
    const { state } = this;
    if (value < SKETCH_SMALLEST) state.zeros += 1;
    else addTo(state.bins, Math.ceil(Math.log(value) / LOG_GAMMA), 1);
    state.min = Math.min(state.min, value);
    state.max = Math.max(state.max, value);
  }

  /** Adds everything the other one holds, which stays as it is. */
  merge(other: QuantileSketch): void {
    const { state } = this;
    state.zeros += other.state.zeros;
    for (const [bin, size] of other.state.bins) addTo(state.bins, bin, size);
    state.min = Math.min(state.min, other.state.min);
    state.max = Math.max(state.max, other.state.max);
  }

  /**
   * Adds everything that another one's {@link toBytes} holds, without making it.
   * @throws SketchFormatError when the bytes are anything else; this one is then of no use any more.
   */
  mergeBytes(bytes: Uint8Array): void {
    addEncoded(bytes, this.state);
  }

  /**
   * Takes away what the other one holds, all of which this one must hold, too. The extremes stay as
   * they are: whoever takes away one of them tells what they are then, by {@link setExtremes}.
   * @throws RangeError when the other one is no part of this one.
   */
  subtract(other: QuantileSketch): void {
    const { state } = this;
    state.zeros -= other.state.zeros;
    for (const [bin, size] of other.state.bins) {
      const left = (state.bins.get(bin) ?? 0) - size;
      if (left < 0) throw new RangeError('this is no part of the sketch');
      if (left === 0) state.bins.delete(bin);
      else state.bins.set(bin, left);
    }
    if (state.zeros < 0) throw new RangeError('this is no part of the sketch');
    if (this.count === 0) this.setExtremes(Infinity, -Infinity);
  }

  /** Says what the smallest and the largest value are. */
  setExtremes(min: number, max: number): void {
    Object.assign(this.state, { min, max });
  }

  /**
   * The nearest-rank quantile (`q` from 0 to 1, as in `percentile`) within {@link SKETCH_ACCURACY} of exact, and never outside
   * min..max; `null` when empty. @throws RangeError when `q` is outside 0..1.
   */
  quantile(q: number): number | null {
    const { zeros, min, max, bins } = this.state;
    const { count } = this;
    const rank = rankOf(q, count);
    if (count === 0) return null;
    const estimate = rank < zeros ? 0 : middleOf(binAt(bins, rank - zeros));
    return Math.min(Math.max(estimate, min), max);
  }

  /** A compact form for a binary column, equal for equal contents however they were merged. */
  toBytes(): Buffer {
    return encodeSketch(this.state);
  }
}

function addTo(bins: Map<number, number>, bin: number, size: number): void {
  bins.set(bin, (bins.get(bin) ?? 0) + size);
}

function binAt(bins: ReadonlyMap<number, number>, rank: number): number {
  let seen = 0;
  let last = 0;
  for (const bin of Int32Array.from(bins.keys()).sort()) {
    seen += bins.get(bin) ?? 0;
    last = bin;
    if (seen > rank) break;
  }
  return last;
}

/** The point of a bin whose distance to both its ends is the same fraction, α. */
function middleOf(bin: number): number {
  return (2 * Math.exp(bin * LOG_GAMMA)) / (1 + GAMMA);
}
