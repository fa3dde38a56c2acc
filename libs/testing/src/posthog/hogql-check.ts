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

/**
 * What PostHog would refuse of a query, by PostHog's own grammar; null when it would take it. It does not know tables or
 * columns.
 */
export const hogqlFault = async (hogql: string, values: object): Promise<string | null> => {
  loaded ??= load();
  const tree = (await loaded)(hogql);
  if (tree.error) return tree.message ?? 'no HogQL';
  if (tree.limit === undefined || tree.limit === null) return 'no LIMIT';
  const nodes = nodesOf(tree);
  if (nodes.some(({ offset }) => offset !== undefined && offset !== null)) return 'OFFSET';
  const placeholders = [...new Set(nodes.flatMap(placeholderOf))].toSorted().join();
  const given = Object.keys(values).toSorted().join();
  return placeholders === given ? null : `placeholders ${placeholders}, values ${given}`;
};
