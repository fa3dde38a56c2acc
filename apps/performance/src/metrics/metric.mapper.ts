import { PerformanceView, RecordPerformanceDto, requestIdOf } from '@trailmark/contracts';
import { occurredAt, ReceivedFact } from '@trailmark/ingest';
import { formFactorOf, performanceScore, roundOrNull, round } from '@trailmark/measures';
import { MetricEntity } from './metric.entity.js';

/** Decimals that the columns hold. */
const DIGITS = 3;

const kept = (value: number | null | undefined): number | null =>
  roundOrNull(value ?? null, DIGITS);

const scoreOf = (body: RecordPerformanceDto): number | null =>
  performanceScore(
    {
      fcp: kept(body.first_contentful_paint),
      lcp: kept(body.largest_contentful_paint),
      tbt: kept(body.total_blocking_time),
      cls: kept(body.cumulative_layout_shift),
    },
    formFactorOf(body.device_info?.device_type),
  );

/** The row of a measurement, with every number as the table keeps it: sums are made from these. */
export const toEntity = (fact: ReceivedFact<RecordPerformanceDto>): MetricEntity => {
  const { body } = fact;
  return {
    id: fact.id,
    userId: fact.user_id,
    sessionId: body.session_id,
    timestamp: occurredAt(fact),
    page: body.page ?? null,
    pageLoadTime: round(body.page_load_time, DIGITS),
    timeToFirstByte: kept(body.time_to_first_byte),
    firstContentfulPaint: kept(body.first_contentful_paint),
    largestContentfulPaint: kept(body.largest_contentful_paint),
    cumulativeLayoutShift: kept(body.cumulative_layout_shift),
    firstInputDelay: kept(body.first_input_delay),
    totalBlockingTime: kept(body.total_blocking_time),
    interactionToNextPaint: kept(body.interaction_to_next_paint),
    performanceScore: scoreOf(body),
    memoryUsage: body.memory_usage ?? null,
    networkInfo: body.network_info ?? null,
    deviceInfo: body.device_info ?? null,
    customMetrics: body.custom_metrics ?? null,
    requestId: requestIdOf(body.custom_metrics),
    createdAt: new Date(fact.received_at),
  };
};

export const toView = (metric: MetricEntity): PerformanceView => ({
  id: metric.id,
  user_id: metric.userId,
  session_id: metric.sessionId,
  timestamp: metric.timestamp.toISOString(),
  page: metric.page,
  page_load_time: metric.pageLoadTime,
  time_to_first_byte: metric.timeToFirstByte,
  first_contentful_paint: metric.firstContentfulPaint,
  largest_contentful_paint: metric.largestContentfulPaint,
  cumulative_layout_shift: metric.cumulativeLayoutShift,
  first_input_delay: metric.firstInputDelay,
  total_blocking_time: metric.totalBlockingTime,
  interaction_to_next_paint: metric.interactionToNextPaint,
  performance_score: metric.performanceScore,
  memory_usage: metric.memoryUsage,
  network_info: metric.networkInfo,
  device_info: metric.deviceInfo,
  custom_metrics: metric.customMetrics,
  created_at: metric.createdAt.toISOString(),
});
