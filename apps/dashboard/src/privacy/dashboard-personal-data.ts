import { Injectable } from '@nestjs/common';
import { ErasedElsewhere, PersonalData } from '@trailmark/ingest';
import { RulesBucket } from '../tracking/rules-bucket.js';
import { ErasureFeed } from './erasure-feed.js';

/** Where the dashboard service keeps what it knows of users. */
@Injectable()
export class DashboardPersonalData extends PersonalData {
  readonly tables = [
    { name: 'analytics_config', column: 'user_id' },
    { name: 'insights', column: 'user_id' },
  ];

  constructor(
    private readonly bucket: RulesBucket,
    private readonly erasures: ErasureFeed,
  ) {
    super();
  }

  /** The row is gone: nobody publishes the user's rules again. */
  override async eraseElsewhere(subjects: string[]): Promise<ErasedElsewhere> {
    const counts = { tracking_bucket: 0, cache: 0 };
    for (const userId of subjects) {
      counts.tracking_bucket += Number(await this.bucket.erase(userId));
      counts.cache += await this.erasures.erase(userId);
    }
    return { counts };
  }
}
