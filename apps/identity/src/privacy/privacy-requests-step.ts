import { Injectable } from '@nestjs/common';
import { ErasureStep } from '@trailmark/ingest';

/** Requests stay: they prove the erasure, and once done only a hash tells of whom. */
@Injectable()
export class PrivacyRequestsStep implements ErasureStep {
  erase(): Promise<number> {
    return Promise.resolve(0);
  }
}
