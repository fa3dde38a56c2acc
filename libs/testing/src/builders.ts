import { RecordEventDto } from '@trailmark/contracts';

/** A valid event; name only what the test is about. */
export const anEvent = (overrides: Partial<RecordEventDto> = {}): RecordEventDto => ({
  user_id: 'user_123',
  session_id: 'session_456',
  event_type: 'user_action',
  event_name: 'button_click',
  event_category: 'interaction',
  properties: { button_id: 'create_project', page: '/dashboard' },
  source: 'web_app',
  platform: 'web',
  ...overrides,
});
