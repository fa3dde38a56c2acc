import { Injectable } from '@nestjs/common';
import { JourneySource, SourceState } from './journey-source.js';

const UP_TO_DATE: SourceState = { stale: false, lastSyncedAt: null, error: null };

/** Capture alone: there is nobody to ask, so nothing is missing. */
@Injectable()
export class NoSource extends JourneySource {
  refreshUser(): Promise<SourceState> {
    return Promise.resolve(UP_TO_DATE);
  }

  refreshRequest(): Promise<SourceState> {
    return Promise.resolve(UP_TO_DATE);
  }
}
