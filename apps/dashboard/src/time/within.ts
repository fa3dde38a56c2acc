/** Something took longer than it may. */
export class TooLateError extends Error {
  constructor(ms: number) {
    super(`not done within ${ms} ms`);
  }
}

/**
 * What `work` comes to.
 * @throws TooLateError when it takes longer than `ms`; it is not stopped, and nobody hears how it ends.
 */
export const within = <T>(work: Promise<T>, ms: number): Promise<T> => {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TooLateError(ms)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};
