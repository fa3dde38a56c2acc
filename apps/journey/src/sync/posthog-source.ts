import { BeforeApplicationShutdown, Injectable, OnApplicationBootstrap } from '@nestjs/common';
import { JourneyAddressDto } from '@trailmark/contracts';
import { Micros, microsOf } from '../posthog/micros.js';
import { JourneySource, SourceState } from '../source/journey-source.js';
import { Refresher } from './refresher.js';
import { RequestSync } from './request-sync.js';
import { questionAbout, UserSync } from './user-sync.js';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

const NOTHING_MISSING: SourceState = { stale: false, lastSyncedAt: null, error: null };

/** How far back is asked. */
interface Horizons {
  /** What is older is not kept. */
  retentionDays: number;
  requestMs: number;
}

/** Journeys that PostHog knows, brought when somebody asks and kept from then on. */
@Injectable()
export class PostHogSource
  extends JourneySource
  implements OnApplicationBootstrap, BeforeApplicationShutdown
{
  private readonly stopping = new AbortController();

  constructor(
    private readonly refresher: Refresher,
    private readonly users: UserSync,
    private readonly requests: RequestSync,
    private readonly horizons: Horizons,
    private readonly probe: (signal: AbortSignal) => Promise<void>,
    private readonly isErased: (userId: string) => Promise<boolean>,
  ) {
    super();
  }

  /** In the background: the service serves what is kept whatever PostHog says. */
  onApplicationBootstrap(): void {
    void this.probe(this.stopping.signal);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.refresher.stop();
  }

  async refreshUser(address: JourneyAddressDto, days: number): Promise<SourceState> {
    const question = questionAbout(address);
    if (question === null) return NOTHING_MISSING;
    const from = this.back(days * DAY_MS);
    return this.refresher.refresh({
      question,
      from,
      mayAsk: () => this.mayAskAbout(address),
      run: (job) => this.users.run(question, address, from, job),
    });
  }

  async refreshRequest(requestId: string): Promise<SourceState> {
    const from = this.back(this.horizons.requestMs);
    return this.refresher.refresh({
      question: `request:${requestId}`,
      from,
      mayAsk: () => Promise.resolve(true),
      run: (job) => this.requests.run(requestId, from, job),
    });
  }

  /** PostHog is not asked about somebody who was erased: not even the question may be kept. */
  private async mayAskAbout({ user_id }: JourneyAddressDto): Promise<boolean> {
    return typeof user_id !== 'string' || !(await this.isErased(user_id));
  }

  /** From the beginning of a minute on, so that who asks at about the same time asks for the same. */
  private back(ms: number): Micros {
    const kept = Math.min(ms, this.horizons.retentionDays * DAY_MS);
    return microsOf(new Date(Math.floor((Date.now() - kept) / MINUTE_MS) * MINUTE_MS));
  }
}
