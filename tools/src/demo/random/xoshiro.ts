export type Xoshiro128State = readonly [number, number, number, number];

const rotl = (x: number, bits: number) => (x << bits) | (x >>> (32 - bits));

/**
 * xoshiro128** 1.1 by David Blackman and Sebastiano Vigna (https://prng.di.unimi.it/xoshiro128starstar.c).
 * Answers a function that gives the next unsigned 32-bit number. The state must not be all zero.
 */
export function xoshiro128(state: Xoshiro128State): () => number {
  let [s0, s1, s2, s3] = state;
  return () => {
    const result = Math.imul(rotl(Math.imul(s1, 5), 7), 9);
    const t = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = rotl(s3, 11);
    return result >>> 0;
  };
}
