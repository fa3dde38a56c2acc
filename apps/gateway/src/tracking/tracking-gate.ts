import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DropReason, FactStream } from '@trailmark/contracts';
import { PrivacyConfig } from '../privacy/privacy-config.js';
import { RulesMirror } from './rules-mirror.js';
import { Trackable } from './trackable.js';
import { TrackingMetrics } from './tracking-metrics.js';

interface TrackableKind<T> extends Trackable<T> {
  stream: FactStream;
}

/** An item as its user lets it be recorded, or why it is not. */
export type Judged<T> = { kept: true; item: T } | { kept: false; reason: DropReason };

/** Where users' configuration is obeyed. */
@Injectable()
export class TrackingGate {
  constructor(
    private readonly mirror: RulesMirror,
    private readonly metrics: TrackingMetrics,
    private readonly config: PrivacyConfig,
  ) {}

  /**
   * Judges the items of one request, in their order.
   * @param doNotTrack the request's sender asks not to be tracked, whosever the items are.
   * @throws UnavailableError while the rules are not known.
   */
  judge<T extends { user_id: string }>(
    kind: TrackableKind<T>,
    items: T[],
    doNotTrack = false,
  ): Judged<T>[] {
    if (doNotTrack && this.config.honourDoNotTrack) {
      return items.map(() => this.drop(kind, 'do_not_track'));
    }
    const sessions = new RequestSessions();
    return items.map((item) => this.judgeOne(kind, item, sessions));
  }

  private judgeOne<T extends { user_id: string }>(
    kind: TrackableKind<T>,
    item: T,
    sessions: RequestSessions,
  ): Judged<T> {
    const rules = this.mirror.find(item.user_id);
    if (!rules) return { kept: true, item };
    const reason = rules.dropReason(kind.traitsOf(item));
    if (reason) return this.drop(kind, reason);
    const seen = rules.hidesTraces ? kind.withoutTraces(item) : item;
    const kept = rules.hidesSessions ? kind.inSession(seen, sessions.of(item.user_id)) : seen;
    return { kept: true, item: kept };
  }

  private drop<T>(kind: TrackableKind<T>, reason: DropReason): Judged<T> {
    this.metrics.count(kind.stream.name, reason);
    return { kept: false, reason };
  }
}

/** Sessions that last for one request: one for each user in it. */
class RequestSessions {
  private readonly ids = new Map<string, string>();

  of(userId: string): string {
    const id = this.ids.get(userId) ?? randomUUID();
    this.ids.set(userId, id);
    return id;
  }
}
