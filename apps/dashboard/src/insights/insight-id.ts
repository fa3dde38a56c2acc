import { createHash } from 'node:crypto';
import { PeriodBounds, TimePeriod, TrendMetric } from '@trailmark/contracts';
import { bytesToUuid } from '@trailmark/platform';
import { partsOf } from '../period/asked-period.js';

type PeriodAsked = PeriodBounds & { time_period: TimePeriod };

/**
 * The same finding has the same id: a UUID of version 8 (RFC 9562, 5.8) from a hash of whose figure went which
 * way in which period, by the period's name or, of a custom one, its bounds.
 */
export const insightId = (
  userId: string,
  asked: PeriodAsked,
  metric: TrendMetric,
  direction: 'up' | 'down',
): string => {
  const { time_period } = asked;
  const period = time_period === 'custom' ? partsOf(asked) : [time_period];
  const text = JSON.stringify([userId, period, metric, direction]);
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytesToUuid(bytes);
};
