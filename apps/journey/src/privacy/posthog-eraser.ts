import { Injectable } from '@nestjs/common';
import { PostHogErasure } from '@trailmark/contracts';
import { JourneyConfig } from '../config.js';
import { PostHogClient } from '../posthog/posthog-client.js';
import { PostHogError } from '../posthog/posthog-error.js';
import { postHogSettings } from '../posthog/posthog-settings.js';

/** Ids of one request. */
const IDS_A_REQUEST = 500;

/** Within the deadline of whoever asks for the erasure, who asks again. */
const TOTAL_MS = 8000;

/** Asks PostHog, if there is one, to delete persons and their events. */
@Injectable()
export class PostHogEraser {
  private readonly client: PostHogClient | null;

  constructor(config: JourneyConfig) {
    const settings = postHogSettings(config);
    this.client = settings && new PostHogClient(settings);
  }

  /**
   * What PostHog says it does; null without PostHog. A refusal that somebody must end is told, not thrown.
   * @throws PostHogError when it may work later.
   */
  async erase(distinctIds: string[]): Promise<PostHogErasure | null> {
    if (!this.client) return null;
    const told: PostHogErasure = { status: 'queued', persons: 0, events: 0, reason: null };
    const signal = AbortSignal.timeout(TOTAL_MS);
    try {
      for (let at = 0; at < distinctIds.length; at += IDS_A_REQUEST) {
        const some = distinctIds.slice(at, at + IDS_A_REQUEST);
        const { persons, events } = await this.client.deletePersons(some, { signal });
        told.persons += persons;
        told.events += events;
      }
      return told;
    } catch (error) {
      if (!(error instanceof PostHogError) || error.isPassing) throw error;
      return { ...told, status: 'refused', reason: error.message };
    }
  }
}
