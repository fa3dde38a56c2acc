import { Caller, Verdict } from './callers.js';

type Row = Record<Caller, Verdict>;

const STRANGERS = { none: 401, garbage: 401, expired: 401, writeKey: 401 } as const;

/** One user's data, by what is done with it. */
const RECORD: Row = {
  ...STRANGERS,
  self: 'yes',
  other: 403,
  support: 403,
  service: 'yes',
  admin: 'yes',
};
const READ: Row = {
  ...STRANGERS,
  self: 'yes',
  other: 403,
  support: 'yes',
  service: 403,
  admin: 'yes',
};
const CONFIGURE: Row = { ...READ, support: 403 };

/** Nobody is named, so that each gets what is its own. */
const OWN: Row = {
  ...STRANGERS,
  self: 'yes',
  other: 'yes',
  support: 'yes',
  service: 'yes',
  admin: 'yes',
};

/** Keys that are nobody's in particular. */
const ADMIN: Row = { ...CONFIGURE, self: 403 };

/** How an erasure goes: for who asked for it and whom it is about, which is looked at afterwards. */
const PRIVACY: Row = { ...OWN, support: 403, service: 403 };

const OPEN: Row = {
  none: 'yes',
  garbage: 'yes',
  expired: 'yes',
  writeKey: 'yes',
  self: 'yes',
  other: 'yes',
  support: 'yes',
  service: 'yes',
  admin: 'yes',
};

/** The key stands in the body, the query or the path, in place of a token. */
const CAPTURE: Row = {
  ...STRANGERS,
  writeKey: 'yes',
  self: 401,
  other: 401,
  support: 401,
  service: 401,
  admin: 401,
};

/** Who may call what, said here once more and apart from the product: every route of the document. */
export const EXPECTED: Record<string, Row> = {
  'POST /analytics/events': RECORD,
  'POST /analytics/events/batch': RECORD,
  'GET /analytics/events': READ,
  'GET /analytics/events/{event_id}': OWN,
  'POST /analytics/performance': RECORD,
  'GET /analytics/performance/{user_id}': READ,
  'GET /analytics/performance/{user_id}/overview': READ,
  'POST /analytics/usage': RECORD,
  'GET /analytics/usage/{user_id}': READ,
  'GET /analytics/usage/{user_id}/trends': READ,
  'POST /analytics/activities': RECORD,
  'POST /analytics/activities/batch': RECORD,
  'GET /analytics/activities/{user_id}': READ,
  'GET /analytics/activities/{user_id}/summary': READ,
  'GET /analytics/activities/{user_id}/verify': READ,
  'GET /analytics/dashboard/{user_id}': READ,
  'GET /analytics/trends/{user_id}': READ,
  'GET /analytics/insights/{user_id}': READ,
  'GET /analytics/config/{user_id}': READ,
  'PUT /analytics/config/{user_id}': CONFIGURE,
  'GET /analytics/realtime/{user_id}': READ,
  'GET /api/analytics/user/activity': READ,
  'GET /api/analytics/user/journey': READ,
  'GET /api/analytics/user/events': READ,
  'GET /api/analytics/user/errors': READ,
  'GET /api/analytics/user/slow-requests': READ,
  'GET /api/analytics/request/{request_id}': OWN,
  'POST /batch': CAPTURE,
  'POST /capture': CAPTURE,
  'POST /e': CAPTURE,
  'POST /i/v0/e': CAPTURE,
  'POST /track': CAPTURE,
  'POST /engage': CAPTURE,
  'POST /flags': CAPTURE,
  'POST /decide': CAPTURE,
  'GET /array/{token}/config': CAPTURE,
  'GET /array/{token}/config.js': CAPTURE,
  'POST /api/auth/new_auth_route': OPEN,
  'POST /api/auth/refresh': OPEN,
  'POST /api/auth/logout': OPEN,
  'GET /analytics/write-keys': ADMIN,
  'POST /analytics/write-keys': ADMIN,
  'DELETE /analytics/write-keys/{id}': ADMIN,
  'GET /analytics/signing-keys': CONFIGURE,
  'POST /analytics/signing-keys': CONFIGURE,
  'DELETE /analytics/signing-keys/{id}': OWN,
  'GET /analytics/privacy/requests/{id}': PRIVACY,
  'GET /analytics/privacy/{user_id}/export': CONFIGURE,
  'DELETE /analytics/privacy/{user_id}': CONFIGURE,
};
