import { seeded } from '@trailmark/testing';

/** Numbers by chance, the same for the same seed. */
export class Draws {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = seeded(seed);
  }

  /** From 0 on. */
  below(end: number): number {
    return Math.floor(this.random() * end);
  }

  chance(share: number): boolean {
    return this.random() < share;
  }

  one<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('there is nothing to draw from');
    return list[this.below(list.length)] as T;
  }
}
