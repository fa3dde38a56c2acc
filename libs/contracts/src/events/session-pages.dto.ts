import { InstantField } from '../fields/instant.field.js';
import { NestedListField } from '../fields/nested-list.field.js';
import { IdentifierField } from '../fields/text.field.js';
import { MAX_SESSION_ID, MAX_USER_ID } from '../ingest/limits.js';

export const MAX_PAGE_LOOKUPS = 500;

/** Which page was this session viewing at this time? */
export class PageLookupDto {
  @IdentifierField({ max: MAX_USER_ID })
  user_id!: string;

  @IdentifierField({ max: MAX_SESSION_ID })
  session_id!: string;

  @InstantField({})
  at!: string;
}

/** What `events.session.pages` receives. */
export class SessionPagesDto {
  @NestedListField(() => PageLookupDto, { maxItems: MAX_PAGE_LOOKUPS })
  lookups!: PageLookupDto[];
}

/** In the order asked; null: the session has no page view near that time. */
export interface SessionPages {
  pages: (string | null)[];
}
