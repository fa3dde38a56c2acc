import { ItemStatus } from '@trailmark/contracts';

/** 202 when the outcome of any item is still open, else 201. */
export const statusOf = (results: { status: ItemStatus }[]): number =>
  results.some(({ status }) => status === 'queued') ? 202 : 201;
