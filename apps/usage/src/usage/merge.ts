import { UsageDay, UsageSource } from '@trailmark/contracts';
import { engagementScore, round } from '@trailmark/measures';
import { Derivation, Submission, UsageRow, UsageValues } from './usage-row.js';

const SECOND_MS = 1000;

type Figures = Omit<UsageValues, 'engagement_score'>;

const derivedFigures = (day: UsageDay | null): Figures => ({
  session_count: day?.session_count ?? 0,
  total_session_duration: day?.total_session_duration ?? 0,
  average_session_duration: day?.average_session_duration ?? 0,
  page_views: day?.page_views ?? 0,
  unique_pages_visited: day?.unique_pages_visited ?? 0,
  features_used: day?.features_used ?? [],
  retention_data: day?.retention_data ?? null,
  conversion_data: null,
  user_flow: day?.user_flow ?? [],
});

/** A day is a period of its own: nobody can be active on more than all of it. */
const scoreOf = (figures: Figures): number =>
  engagementScore({
    sessions: figures.session_count,
    sessionDuration: figures.total_session_duration * SECOND_MS,
    pageViews: figures.page_views,
    activeDays: figures.session_count + figures.page_views > 0 ? 1 : 0,
    periodDays: 1,
  });

/**
 * A row's figures: those submitted as they are, the others from the events, and 0, null or an empty
 * list where neither says anything. A score that was not submitted follows from the merged figures.
 */
export const merged = (
  submitted: Partial<UsageValues> | null,
  day: UsageDay | null,
): UsageValues => {
  const figures = { ...derivedFigures(day), ...submitted };
  const score = submitted?.engagement_score ?? scoreOf(figures);
  return { ...figures, engagement_score: round(score, 2) };
};

export const valuesOf = ({ submission, derivation }: UsageRow): UsageValues =>
  merged(submission?.values ?? null, derivation?.day ?? null);

export const sourceOf = ({ submission }: UsageRow): UsageSource =>
  submission && Object.keys(submission.values).length > 0 ? 'submitted' : 'derived';

/** Later by the gateway's clock; ids decide between two of one instant, so that all agree. */
export const isLater = (a: Submission, b: Submission): boolean =>
  a.at.getTime() === b.at.getTime() ? a.id > b.id : a.at > b.at;

/** The row once a submission has come in, in whatever order they come. */
export const withSubmission = (row: UsageRow, submission: Submission): UsageRow =>
  row.submission && isLater(row.submission, submission)
    ? row
    : { ...row, id: submission.id, submission };

/** The row once the events were asked; an answer from before the one it has is too late. */
export const withDerivation = (row: UsageRow, derivation: Derivation): UsageRow =>
  row.derivation && row.derivation.at > derivation.at ? row : { ...row, derivation };
