/** What is used here of jstat, which brings no types. */
declare module 'jstat' {
  export const jStat: {
    /** The regularised incomplete beta function I_x(a, b), x in 0..1. */
    ibeta(x: number, a: number, b: number): number;
    /** The logarithm of the gamma function. */
    gammaln(x: number): number;
  };
}
