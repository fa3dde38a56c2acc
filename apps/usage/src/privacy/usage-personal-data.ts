import { Injectable } from '@nestjs/common';
import { USAGE_STREAM } from '@trailmark/contracts';
import { ErasureStep, LEDGER_TABLES, PersonalData } from '@trailmark/ingest';
import { UsageRowsStep } from './usage-rows-step.js';

/** Where the usage service keeps what it knows of users. */
@Injectable()
export class UsagePersonalData extends PersonalData {
  override readonly stream = USAGE_STREAM;
  override readonly steps: Record<string, ErasureStep>;

  readonly tables = [{ name: 'usage_metrics', column: 'user_id' }, ...LEDGER_TABLES];

  constructor(rows: UsageRowsStep) {
    super();
    this.steps = { usage_metrics: rows };
  }
}
