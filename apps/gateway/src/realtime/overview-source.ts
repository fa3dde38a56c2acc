import { Injectable } from '@nestjs/common';
import { EventsOverview } from '@trailmark/contracts';
import { runInContext } from '@trailmark/platform';
import { mergeMap, Subject } from 'rxjs';
import { DashboardService } from '../dashboard/dashboard.service.js';
import { Watch } from './watcher.js';

/**
 * So many questions at a time: after an outage every watched user has one, and facts, which go out
 * at once, are not to wait behind overviews.
 */
const MAX_IN_FLIGHT = 4;

/** Asks the dashboard service for overviews, a bounded number of them at a time. */
@Injectable()
export class OverviewSource {
  private readonly questions = new Subject<() => Promise<void>>();

  constructor(private readonly dashboard: DashboardService) {
    this.questions.pipe(mergeMap((ask) => ask(), MAX_IN_FLIGHT)).subscribe();
  }

  /** @throws UnavailableError when the dashboard service does not answer in time. */
  find(watch: Watch): Promise<EventsOverview> {
    return new Promise((resolve, reject) =>
      this.questions.next(() => this.ask(watch).then(resolve, reject)),
    );
  }

  private ask(watch: Watch): Promise<EventsOverview> {
    const { userId, timePeriod, timezone, principal, requestId } = watch;
    const query = { time_period: timePeriod, ...(timezone !== undefined && { timezone }) };
    return runInContext({ requestId, principal }, () => this.dashboard.overview(userId, query));
  }
}
