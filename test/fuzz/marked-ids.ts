const MARKED = /fz-[0-9a-f]{12}/g;

/** What stands for a marked id until a request is made. */
export const MARKED_ID = 'fz-000000000000';

/** The text with another number in each of its marked ids, so that it can be looked for afterwards. */
export const withMarkedIds = (text: string, next: () => number): string =>
  text.replace(MARKED, () => `fz-${next().toString(16).padStart(12, '0')}`);

export const markedIdsIn = (text: string): string[] => text.match(MARKED) ?? [];
