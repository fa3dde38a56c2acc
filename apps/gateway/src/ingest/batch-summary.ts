import { ItemOutcome } from './item-outcome.js';

/** The answer to a batch, before its results have the id under their kind's name. */
export interface BatchSummary<T> {
  processed_count: number;
  failed_count: number;
  results: T[];
}

/** Counts the outcomes of a batch; `resultOf` names the id as the kind does on the wire. */
export const summarise = <T>(
  outcomes: ItemOutcome[],
  resultOf: (outcome: ItemOutcome) => T,
): BatchSummary<T> => {
  const failed = outcomes.filter(({ status }) => status === 'failed').length;
  return {
    processed_count: outcomes.length - failed,
    failed_count: failed,
    results: outcomes.map(resultOf),
  };
};
