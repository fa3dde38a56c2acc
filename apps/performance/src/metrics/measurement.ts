import { Vital } from '@trailmark/measures';
import { VITAL_PROPERTIES } from '../aggregates/vitals.js';
import { MetricEntity } from './metric.entity.js';

/** The parts of a measurement that figures are counted from. */
export type Measurement = Pick<
  MetricEntity,
  'timestamp' | 'page' | 'performanceScore' | (typeof VITAL_PROPERTIES)[Vital]
>;
