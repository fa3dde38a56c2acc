import { pageOf, UsageDetails } from '@trailmark/contracts';
import { PageView } from './usage-days.repository.js';

/** Steps of a day that are told. */
export const FLOW_STEPS = 50;

/** Page views of a day that are read, so that most of the steps know what came next. */
export const FLOW_VIEWS = 2 * FLOW_STEPS;

type Flow = UsageDetails['user_flow'];

interface Step {
  view: PageView;
  page: string;
  next: PageView | undefined;
}

/** Each view with the next one of its session; views in order of time. */
const stepsOf = (views: PageView[]): Step[] => {
  const next = new Map<string, PageView>();
  return views
    .toReversed()
    .map((view) => {
      const step = { view, page: pageOf(view.properties) ?? '/', next: next.get(view.sessionId) };
      next.set(view.sessionId, view);
      return step;
    })
    .toReversed();
};

/** The share of a page's views that were the last of their session, by page. */
const exitRates = (steps: Step[]): Map<string, number> => {
  const counts = new Map<string, { views: number; exits: number }>();
  for (const { page, next } of steps) {
    const known = counts.get(page) ?? { views: 0, exits: 0 };
    counts.set(page, { views: known.views + 1, exits: known.exits + (next ? 0 : 1) });
  }
  return new Map([...counts].map(([page, { views, exits }]) => [page, exits / views]));
};

const round = (value: number): number => Math.round(value * 10_000) / 10_000;

/**
 * One day's way through the product, its first 50 page views. `duration_on_step` is whole seconds to
 * the next page view of the session on that day, null for its last; `exit_rate` is the share of the
 * page's views of the day that were the last of their session (of the 100 first, if it has more).
 */
export const flowOf = (views: PageView[]): Flow => {
  const steps = stepsOf(views);
  const rates = exitRates(steps);
  return steps.slice(0, FLOW_STEPS).map(({ view, page, next }, index) => ({
    step_number: index + 1,
    page_path: page,
    action: view.name,
    timestamp: view.at.toISOString(),
    duration_on_step: next ? Math.round((next.at.getTime() - view.at.getTime()) / 1000) : null,
    exit_rate: round(rates.get(page) ?? 0),
  }));
};
