import { DashboardSource, Partially } from '@trailmark/contracts';

/** A short list as a handler returns it; the envelope's metadata names what it lacks. */
export class PartialList<T> {
  readonly data: T[];
  readonly degraded: DashboardSource[];

  constructor({ items, degraded }: Partially<T>) {
    this.data = items;
    this.degraded = degraded;
  }
}
