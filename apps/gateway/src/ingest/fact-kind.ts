import { FactStream } from '@trailmark/contracts';
import { Trackable } from '../tracking/trackable.js';

/** What every recordable item has. */
export interface RecordableItem {
  user_id: string;
}

/** One kind of fact that clients may record, and what is particular about it. */
export interface FactKind<T extends RecordableItem> extends Trackable<T> {
  stream: FactStream;
  dto: new () => T;
  /** Fields that hold free JSON. */
  jsonFields: readonly (keyof T & string)[];
  /** What some keys of a free JSON field must be where they are given; others are as they come. */
  knownKeys?: Partial<Record<keyof T & string, new () => object>>;
  /** The client's own id of the item, if it gave one. */
  keyOf(item: T): string | null;
  /** Removes what leads back to a person. */
  anonymise(item: T): T;
}
