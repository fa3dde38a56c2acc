import { PersonLink } from '@trailmark/contracts';
import { distinctId, isLinkable } from './distinct-id.js';
import { Json } from './json.js';

/** Which property of which event names another id of the same person. */
const LINKS = new Map<string, [PersonLink['kind'], string]>([
  ['$identify', ['identify', '$anon_distinct_id']],
  ['$create_alias', ['alias', 'alias']],
  ['$merge_dangerously', ['alias', 'alias']],
]);

/** The other id that an event says is the same person's; null: none that can be one person's. */
export const linkOf = (event: string, id: string, properties: Json): PersonLink | null => {
  const [kind, property] = LINKS.get(event) ?? [];
  if (kind === undefined || property === undefined) return null;
  const other = distinctId(properties[property]);
  if (other === null || other === id) return null;
  return isLinkable(other) && isLinkable(id) ? { kind, distinct_id: other } : null;
};
