import { InsightAction, TrendMetric } from '@trailmark/contracts';
import { Period } from '@trailmark/measures';

/** Whom and when a look is about. */
export interface Place {
  userId: string;
  period: Period;
  /** The period as it was asked for. */
  parameters: URLSearchParams;
}

/** A way to look further: a route of the API. */
export type Look = (place: Place) => InsightAction;

const route = (path: string, userId: string, rest: string, parameters: URLSearchParams): string =>
  `/analytics/${path}/${encodeURIComponent(userId)}${rest}?${parameters.toString()}`;

const withMetric = (parameters: URLSearchParams, metric: TrendMetric): URLSearchParams =>
  new URLSearchParams([['metrics', metric], ...parameters]);

export const seeTrend =
  (metric: TrendMetric): Look =>
  ({ userId, parameters }) => ({
    label: 'See how it went',
    href: route('trends', userId, '', withMetric(parameters, metric)),
  });

/** Events are found by instants, not by the name of a period. */
const events = ({ userId, period }: Place, filter: Record<string, string>): string =>
  `/analytics/events?${new URLSearchParams({
    user_id: userId,
    ...filter,
    start_date: period.from.toISOString(),
    end_date: period.to.toISOString(),
  }).toString()}`;

export const seeEvents: Look = (place) => ({
  label: 'See the events',
  href: events(place, {}),
});

export const seeErrors: Look = (place) => ({
  label: 'See the errors',
  href: events(place, { event_type: 'error_event' }),
});

export const seeSlowestPages: Look = ({ userId, parameters }) => ({
  label: 'See the slowest pages',
  href: route('performance', userId, '/overview', parameters),
});

export const seeUsage: Look = ({ userId, parameters }) => ({
  label: 'See the usage day by day',
  href: route('usage', userId, '', parameters),
});

export const seeActivities: Look = ({ userId, parameters }) => ({
  label: 'See what the activities were',
  href: route('activities', userId, '/summary', parameters),
});
