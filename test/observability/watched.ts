import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { at } from '../deploy/paths.js';

/** A PromQL expression and where it stands. */
export interface Expression {
  place: string;
  expr: string;
}

interface Rules {
  groups: { rules: { alert: string; expr: string; annotations: { summary: string } }[] }[];
}

interface Dashboard {
  uid: string;
  title: string;
  panels: { id: number; title: string; targets: { expr: string; datasource: { uid: string } }[] }[];
}

const FOLDER = 'deploy/observability';
const DASHBOARDS = `${FOLDER}/grafana/dashboards`;

const read = (path: string): string => readFileSync(at(path), 'utf8');

/** Every alert rule. */
export const alertRules = (): Rules['groups'][number]['rules'] =>
  (parse(read(`${FOLDER}/alerts.yaml`)) as Rules).groups.flatMap(({ rules }) => rules);

/** Every dashboard, by its file. */
export const dashboards = (): [string, Dashboard][] =>
  readdirSync(at(DASHBOARDS))
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name, JSON.parse(read(`${DASHBOARDS}/${name}`)) as Dashboard]);

/** Every expression of both. */
export const expressions = (): Expression[] => [
  ...alertRules().map(({ alert, expr }) => ({ place: alert, expr })),
  ...dashboards().flatMap(([name, { panels }]) =>
    panels.flatMap(({ title, targets }) =>
      targets.map(({ expr }) => ({ place: `${name}: ${title}`, expr })),
    ),
  ),
];

/** Headings of the section "Alerts" of the operations page, each with what stands under it. */
export const alertSections = (): Map<string, string> => {
  const [, section = ''] =
    /^## Alerts$([^]*?)(?=^## |(?![^]))/m.exec(read('docs/operations.md')) ?? [];
  return new Map(
    section
      .split(/^### /m)
      .slice(1)
      .map((part): [string, string] => {
        const [heading = '', ...text] = part.split('\n');
        return [heading.trim(), text.join('\n').trim()];
      }),
  );
};
