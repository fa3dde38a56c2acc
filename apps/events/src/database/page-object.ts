import { PAGE_PROPERTIES } from '@trailmark/contracts';

/** An event's page properties as a JSON object of their own: others may be large and stay unread. */
export const PAGE_OBJECT = `JSON_OBJECT(${PAGE_PROPERTIES.map(
  (name) => `'${name}', JSON_EXTRACT(properties, '$."${name}"')`,
).join(', ')})`;
