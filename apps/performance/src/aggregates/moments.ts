import { Sample } from '@trailmark/contracts';
import { quotient, round, roundOrNull } from '@trailmark/measures';

const MEAN_DIGITS = 2;
const VARIANCE_DIGITS = 6;

/** A decimal as a whole number of units of its last digit. */
const unitsOf = (decimal: string | number, digits: number): bigint => {
  const [whole = '0', fraction = ''] = String(decimal).split('.');
  return BigInt(whole + fraction.padEnd(digits, '0'));
};

const decimalOf = (units: bigint, digits: number): string => {
  const text = units.toString().padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
};

/**
 * Count, sum and sum of squares of values that are never negative and have so many decimals. They
 * are kept in whole units, so that the difference of large numbers in a variance loses nothing.
 */
export class Moments {
  private count = 0n;
  private sum = 0n;
  private squares = 0n;

  constructor(private readonly digits: number) {}

  add(value: number): void {
    const units = BigInt(Math.round(value * 10 ** this.digits));
    this.count += 1n;
    this.sum += units;
    this.squares += units * units;
  }

  /** Adds what a table row holds of them. */
  addSums(count: string | number, sum: string | number, squares: string | number): void {
    this.count += unitsOf(count, 0);
    this.sum += unitsOf(sum, this.digits);
    this.squares += unitsOf(squares, 2 * this.digits);
  }

  merge(other: Moments): void {
    this.count += other.count;
    this.sum += other.sum;
    this.squares += other.squares;
  }

  /** The sum of squares as a decimal column takes it, with twice the values' decimals. */
  get squareSum(): string {
    return decimalOf(this.squares, 2 * this.digits);
  }

  /** To two decimals; null when there is no value. */
  get mean(): number | null {
    const sum = Number(this.sum) / 10 ** this.digits;
    return roundOrNull(quotient(sum, Number(this.count)), MEAN_DIGITS);
  }

  /** The values as a sample; its variance to six decimals. */
  toSample(): Sample {
    return { value: this.mean, observations: Number(this.count), variance: this.variance };
  }

  private get variance(): number | null {
    if (this.count < 2n) return null;
    const deviations = this.count * this.squares - this.sum * this.sum;
    const units = Number(deviations) / Number(this.count * (this.count - 1n));
    return round(units / 10 ** (2 * this.digits), VARIANCE_DIGITS);
  }
}
