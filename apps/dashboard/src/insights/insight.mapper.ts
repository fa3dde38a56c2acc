import { InsightView } from '@trailmark/contracts';
import { PERIOD_LENGTHS, round, TimePeriod } from '@trailmark/measures';
import { METRIC_SOURCES } from '../peers/figures.service.js';
import { Place } from './actions.js';
import { Finding } from './judge.js';
import { priorityOf } from './priority.js';
import { written } from './units.js';

const MOST_CONFIDENCE = 0.9999;
const SIGNIFICANT_DIGITS = 3;

const PERIODS: Record<keyof typeof PERIOD_LENGTHS, string> = {
  last_hour: 'hour',
  last_24_hours: '24 hours',
  last_7_days: '7 days',
  last_30_days: '30 days',
  last_90_days: '90 days',
  last_year: '365 days',
};

const inPeriod = (name: TimePeriod): { now: string; before: string } =>
  name === 'custom'
    ? { now: 'in the period', before: 'in the equally long one before' }
    : { now: `in the last ${PERIODS[name]}`, before: `in the ${PERIODS[name]} before` };

const amount = (value: number | null, { rule }: Finding): string =>
  value ? written(value, rule.unit) : 'none';

const describe = (finding: Finding, timePeriod: TimePeriod): string => {
  const { rule, figure, direction, changePercentage } = finding;
  const { now, before } = inPeriod(timePeriod);
  const verb = direction === 'up' ? 'rose' : 'fell';
  const by = changePercentage === null ? '' : ` by ${round(Math.abs(changePercentage), 0)} %`;
  const [to, from] = [
    amount(figure.current.value, finding),
    amount(figure.previous.value, finding),
  ];
  return `${rule.subject} ${verb}${by} to ${to} ${now}, from ${from} ${before}.`;
};

/** A finding as clients see it. */
export const toInsightView = (
  finding: Finding,
  place: Place,
  id: string,
  createdAt: Date,
): InsightView => {
  const { rule, figure, direction, changePercentage, test, pValue } = finding;
  const { title, impact, recommendations } = rule[direction];
  return {
    id,
    type: rule.type,
    priority: priorityOf(impact, changePercentage),
    title,
    description: describe(finding, place.period.timePeriod),
    impact,
    metric: rule.metric,
    change_percentage: changePercentage,
    trend: direction,
    recommendations: [...recommendations],
    confidence: Math.min(round(1 - pValue, 4), MOST_CONFIDENCE),
    data_sources: [METRIC_SOURCES[rule.metric]],
    actions: rule.looks.map((look) => look(place)),
    evidence: {
      test,
      p_value: Number(pValue.toPrecision(SIGNIFICANT_DIGITS)),
      current_value: figure.current.value,
      previous_value: figure.previous.value,
      current_observations: figure.current.observations,
      previous_observations: figure.previous.observations,
    },
    created_at: createdAt.toISOString(),
  };
};
