import { parser } from '@prometheus-io/lezer-promql';

/** What Grafana replaces before it asks. */
const VARIABLES: [RegExp, string][] = [[/\$__rate_interval/g, '5m']];

/**
 * The names of all metrics that a PromQL expression reads.
 * @throws Error when it is no PromQL.
 */
export const metricsIn = (expression: string): string[] => {
  const text = VARIABLES.reduce((one, [name, value]) => one.replace(name, value), expression);
  const names = new Set<string>();
  parser.parse(text).iterate({
    enter: ({ type, from, to, node }) => {
      if (type.isError) throw new Error(`no PromQL at ${from}: ${text}`);
      if (type.name === 'Identifier' && node.parent?.name === 'VectorSelector') {
        names.add(text.slice(from, to));
      }
    },
  });
  return [...names];
};
