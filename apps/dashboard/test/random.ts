/** Draws that are the same on every run. */
export class Random {
  constructor(private state: number) {}

  /** Evenly in [0, 1). Source: Steele, Lea and Flood, SplitMix (OOPSLA 2014), its 32-bit mixing step. */
  uniform(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.uniform() * limit);
  }

  /** Box and Muller (1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  logNormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.uniform());
  }

  /** By the gaps of a Poisson process. */
  poisson(mean: number): number {
    let count = 0;
    for (let at = this.exponential(1); at < mean; at += this.exponential(1)) count += 1;
    return count;
  }

  /** Of whole shape: a sum of exponential draws. */
  gamma(shape: number, mean: number): number {
    let sum = 0;
    for (let part = 0; part < shape; part += 1) sum += this.exponential(mean / shape);
    return sum;
  }

  /** Counts that vary more than Poisson's: variance = mean + mean² / shape. */
  negativeBinomial(mean: number, shape: number): number {
    return this.poisson(this.gamma(shape, mean));
  }
}
