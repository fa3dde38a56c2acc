import { UsageView } from '@trailmark/contracts';
import { sourceOf, valuesOf } from './merge.js';
import { UsageRow } from './usage-row.js';

export const toView = (row: UsageRow): UsageView => ({
  id: row.id,
  user_id: row.userId,
  date: row.date,
  ...valuesOf(row),
  source: sourceOf(row),
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});
