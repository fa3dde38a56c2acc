/** What a handler returns of something that has versions: the envelope tells it as strong `ETag`. */
export class Versioned<T> {
  constructor(
    readonly data: T,
    readonly version: number,
  ) {}
}
