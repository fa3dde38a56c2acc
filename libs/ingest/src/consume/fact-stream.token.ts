/** The stream this process consumes. */
export const CONSUMED_STREAM = Symbol('CONSUMED_STREAM');
