import { RecordActivityDto, RecordEventDto, RecordPerformanceDto } from '@trailmark/contracts';

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

/** A valid activity; name only what the test is about. */
export const anActivity = (overrides: Partial<RecordActivityDto> = {}): RecordActivityDto => ({
  user_id: 'user_123',
  session_id: 'session_456',
  activity_type: 'user_action',
  activity_category: 'projects',
  description: "Created new project 'Game Demo'",
  details: { action: 'create', target: 'project', target_id: 'project_123', result: 'success' },
  metadata: { user_agent: 'Mozilla/5.0', request_id: 'req_456' },
  severity: 'info',
  tags: ['project', 'creation'],
  ...overrides,
});

/** A valid measurement with every vital; name only what the test is about. */
export const aMeasurement = (
  overrides: Partial<RecordPerformanceDto> = {},
): RecordPerformanceDto => ({
  user_id: 'user_123',
  session_id: 'session_456',
  page: '/dashboard',
  page_load_time: 1500,
  time_to_first_byte: 200,
  first_contentful_paint: 800,
  largest_contentful_paint: 1200,
  cumulative_layout_shift: 0.1,
  first_input_delay: 50,
  total_blocking_time: 100,
  interaction_to_next_paint: 120,
  device_info: { device_type: 'desktop' },
  ...overrides,
});
