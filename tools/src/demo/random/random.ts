import { createHash } from 'node:crypto';
import { xoshiro128 } from './xoshiro.js';

export interface Weighted<T> {
  readonly weight: number;
  readonly value: T;
}

const STEPS = 2 ** 32;

/** Random choices that are the same on every run. */
export class Random {
  private constructor(private readonly next: () => number) {}

  /**
   * A stream of its own for each label, such as `of(seed, 'person', 7)`: what one part draws never
   * shifts what another part gets.
   */
  static of(...label: readonly (string | number)[]): Random {
    const hash = createHash('sha256').update(label.join('\u0000')).digest();
    const word = (index: number) => hash.readUInt32LE(index * 4);
    return new Random(xoshiro128([word(0), word(1), word(2), word(3)]));
  }

  /** At least 0, below 1. */
  fraction(): number {
    return this.next() / STEPS;
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  between(low: number, high: number): number {
    return low + this.fraction() * (high - low);
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  pick<const L extends readonly [unknown, ...unknown[]]>(values: L): L[number] {
    return values[this.int(0, values.length - 1)] ?? values[0];
  }

  weighted<T>(options: readonly [Weighted<T>, ...Weighted<T>[]]): T {
    let rest = this.fraction() * options.reduce((sum, { weight }) => sum + weight, 0);
    for (const { weight, value } of options) {
      rest -= weight;
      if (rest < 0) return value;
    }
    return options[0].value;
  }

  exponential(mean: number): number {
    return -Math.log(1 - this.fraction()) * mean;
  }

  /** Knuth's method (The Art of Computer Programming, 3.4.1 F); meant for means up to about 30. */
  poisson(mean: number): number {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.fraction(); product > limit; product *= this.fraction()) count += 1;
    return count;
  }
}
