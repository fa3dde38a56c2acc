import { JourneyAddressDto } from '@trailmark/contracts';
import { DomainError } from '@trailmark/platform';

/** How complete what is kept is, as far as the source can tell. */
export interface SourceState {
  /** Something that the source knows may be missing. */
  stale: boolean;
  /** When the source was last asked to the end about this, ISO 8601; null: never. */
  lastSyncedAt: string | null;
  /** Why it is stale: what to tell a client when nothing is kept. Null when not stale, or still under way. */
  error: DomainError | null;
}

/** Where journeys come from beside capture. Without one nothing is ever stale. */
export abstract class JourneySource {
  /**
   * Brings what is kept of the addressed user up to date for the last `days` days, as far as that goes
   * within the deadline; the rest goes on in the background. Never throws for the source's failures.
   */
  abstract refreshUser(address: JourneyAddressDto, days: number): Promise<SourceState>;

  /** The same for the events of one request. */
  abstract refreshRequest(requestId: string): Promise<SourceState>;
}
