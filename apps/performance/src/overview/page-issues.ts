import { PerformanceIssue, PerformanceIssueType } from '@trailmark/contracts';
import { Issue, issueOf, Vital, VITAL_THRESHOLDS } from '@trailmark/measures';
import { Sketches } from '../aggregates/sketches.js';
import { VITALS } from '../aggregates/vitals.js';

/** Values below which a p75 says nothing: three of four would be a handful. */
export const MIN_SAMPLE = 5;

/** An issue before its users are counted. */
export type FoundIssue = Omit<PerformanceIssue, 'affected_users'>;

interface Naming {
  type: PerformanceIssueType;
  title: string;
  unit: string;
}

const NAMES: Record<Vital, Naming> = {
  load: { type: 'slow_page', title: 'Load time', unit: ' ms' },
  ttfb: { type: 'poor_ttfb', title: 'Time to first byte', unit: ' ms' },
  fcp: { type: 'poor_fcp', title: 'First contentful paint', unit: ' ms' },
  lcp: { type: 'poor_lcp', title: 'Largest contentful paint', unit: ' ms' },
  cls: { type: 'poor_cls', title: 'Cumulative layout shift', unit: '' },
  fid: { type: 'poor_fid', title: 'First input delay', unit: ' ms' },
  tbt: { type: 'poor_tbt', title: 'Total blocking time', unit: ' ms' },
  inp: { type: 'poor_inp', title: 'Interaction to next paint', unit: ' ms' },
};

const sampled = (sketches: Sketches, vital: Vital): number | null =>
  sketches.count(vital) < MIN_SAMPLE ? null : sketches.p75(vital);

const describe = (vital: Vital, { cause, severity }: Issue, p75: number, before: number | null) => {
  const { title, unit } = NAMES[vital];
  const { good, poor } = VITAL_THRESHOLDS[vital];
  const bound = severity === 'critical' ? `poor is over ${poor}` : `good is up to ${good}`;
  const against = cause === 'regression' ? `the days before it was ${before}` : bound;
  return `${title} is ${p75}${unit} at p75; ${against}${unit}.`;
};

/** What is wrong with a page, vital by vital; a vital with too few values is not judged. */
export const issuesOf = (page: string, current: Sketches, previous: Sketches): FoundIssue[] =>
  VITALS.flatMap((vital): FoundIssue[] => {
    const p75 = sampled(current, vital);
    const before = sampled(previous, vital);
    const issue = issueOf(vital, p75, before);
    if (!issue || p75 === null) return [];
    const type = issue.cause === 'regression' ? 'regression' : NAMES[vital].type;
    const description = `${page}: ${describe(vital, issue, p75, before)}`;
    return [{ type, severity: issue.severity, page, description }];
  });
