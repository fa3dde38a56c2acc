/** Whether a `Prefer` header (RFC 7240) asks not to wait for the outcome. */
export const prefersAsync = (header: string | string[] | undefined): boolean =>
  [header ?? []]
    .flat()
    .flatMap((value) => value.split(','))
    .some((preference) => preference.split(';', 1)[0]?.trim().toLowerCase() === 'respond-async');
