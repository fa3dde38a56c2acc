import { Selection } from '../selection.js';

/**
 * Condition on a slow event `e`, for a statement: it is not an `api_request` that a `slow_request` of
 * the selection tells of, too. Both carry the request's id and endpoint, and are one slow request.
 */
export const whereNotSuperseded = ({ distinctIds, period: { from, to } }: Selection) => ({
  sql: `(e.is_request = 0 OR e.request_id IS NULL OR NOT EXISTS (
    SELECT 1 FROM journey_events s USE INDEX (idx_request)
     WHERE s.request_id = e.request_id AND s.timestamp >= ? AND s.timestamp < ?
       AND s.is_slow = 1 AND s.is_request = 0 AND s.endpoint <=> e.endpoint
       AND s.distinct_id IN (?)))`,
  values: [from, to, distinctIds] as unknown[],
});
