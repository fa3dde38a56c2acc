import { Figure } from '../trends/figure.js';

/** What one service brings to a user's dashboard of a period, all of it as it was at one moment. */
export interface Section<T> {
  overview: T;
  figures: Figure[];
}
