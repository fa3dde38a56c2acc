import { Injectable } from '@nestjs/common';
import { PERFORMANCE_STREAM } from '@trailmark/contracts';
import { ErasureStep, LEDGER_TABLES, PersonalData } from '@trailmark/ingest';
import { MetricsStep } from './metrics-step.js';

/** Where the performance service keeps what it knows of users. */
@Injectable()
export class PerformancePersonalData extends PersonalData {
  override readonly stream = PERFORMANCE_STREAM;
  override readonly steps: Record<string, ErasureStep>;

  readonly tables = [
    { name: 'performance_page_lookups', column: 'user_id' },
    { name: 'performance_metrics', column: 'user_id' },
    { name: 'performance_user_days', column: 'user_id' },
    { name: 'performance_user_slots', column: 'user_id' },
    { name: 'performance_user_pages', column: 'user_id' },
    { name: 'performance_page_users', column: 'user_id' },
    ...LEDGER_TABLES,
  ];

  constructor(metrics: MetricsStep) {
    super();
    this.steps = { performance_metrics: metrics };
  }
}
