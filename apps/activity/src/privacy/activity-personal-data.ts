import { Injectable } from '@nestjs/common';
import { ACTIVITY_STREAM } from '@trailmark/contracts';
import { LEDGER_TABLES, PersonalData } from '@trailmark/ingest';

/** Where the activity service keeps what it knows of users. Chains are a user's own: they go as a whole. */
@Injectable()
export class ActivityPersonalData extends PersonalData {
  override readonly stream = ACTIVITY_STREAM;

  readonly tables = [
    { name: 'activity_logs', column: 'user_id' },
    { name: 'activity_days', column: 'user_id' },
    { name: 'activity_tag_days', column: 'user_id' },
    { name: 'activity_chains', column: 'user_id' },
    { name: 'activity_removed', column: 'user_id' },
    ...LEDGER_TABLES,
  ];
}
