/** A failure the reader can act on: its message says what to do next, and no stack is shown. */
export class UserError extends Error {
  readonly exitCode: number = 1;
}

/** A command line that cannot be understood. */
export class UsageError extends UserError {
  override readonly exitCode: number = 2;
}
