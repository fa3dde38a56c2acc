import { TextField } from '../fields/text.field.js';
import { MAX_CLIENT_KEY, MAX_USER_ID } from '../ingest/limits.js';

/** Asks for an event by Trailmark's id or by the client's own. */
export class LocateEventDto {
  @TextField({ max: MAX_CLIENT_KEY })
  event_id!: string;

  @TextField({ max: MAX_USER_ID, optional: true, description: "Only this user's; null: anyone's." })
  user_id!: string | null;
}
