interface Node {
  node?: string;
  limit?: unknown;
  offset?: unknown;
  error?: boolean;
  message?: string;
}

type Parse = (hogql: string) => Node;

let loaded: Promise<Parse> | null = null;

const load = async (): Promise<Parse> => {
  const { default: create } = await import('@posthog/hogql-parser');
  const parser = await create();
  return (hogql) => JSON.parse(parser.parseSelect(hogql, true)) as Node;
};

/** Every node of a syntax tree. */
const nodesOf = (value: unknown): Node[] => {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(nodesOf);
  return Array.isArray(value) ? inner : [value, ...inner];
};

const placeholderOf = (node: Node): string[] => {
  if (node.node !== 'Placeholder') return [];
  const { expr } = node as { expr?: { chain?: unknown[] } };
  return [String(expr?.chain?.[0])];
};

/** What a query's text alone says. */
interface Reading {
  fault: string | null;
  /** Names of its placeholders, in order, with commas. */
  placeholders: string;
}

const readQuery = async (hogql: string): Promise<Reading> => {
  loaded ??= load();
  const tree = (await loaded)(hogql);
  const nodes = nodesOf(tree);
  const placeholders = [...new Set(nodes.flatMap(placeholderOf))].toSorted().join();
  if (tree.error) return { fault: tree.message ?? 'no HogQL', placeholders };
  if (tree.limit === undefined || tree.limit === null) return { fault: 'no LIMIT', placeholders };
  const skips = nodes.some(({ offset }) => offset !== undefined && offset !== null);
  return { fault: skips ? 'OFFSET' : null, placeholders };
};

/** By text: a query is asked a thousand times with other values, and the grammar is slow. */
const readings = new Map<string, Promise<Reading>>();

const readingOf = (hogql: string): Promise<Reading> => {
  const reading = readings.get(hogql) ?? readQuery(hogql);
  readings.set(hogql, reading);
  return reading;
};

/**
 * What PostHog would refuse of a query, by PostHog's own grammar; null when it would take it. It does not know tables or
 * columns.
 */
export const hogqlFault = async (hogql: string, values: object): Promise<string | null> => {
  const { fault, placeholders } = await readingOf(hogql);
  if (fault !== null) return fault;
  const given = Object.keys(values).toSorted().join();
  return placeholders === given ? null : `placeholders ${placeholders}, values ${given}`;
};
