import { DayField } from '../fields/day.field.js';

/** Names of features that one answer holds; a product with more is reported as having so many. */
export const MAX_PRODUCT_FEATURES = 2000;

/** What `events.feature.find` receives: UTC days, both included. */
export class FindFeaturesDto {
  @DayField({})
  from!: string;

  @DayField({})
  to!: string;
}

/** What anybody used on those days, by name. */
export interface ProductFeatures {
  names: string[];
}
