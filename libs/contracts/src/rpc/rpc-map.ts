import { ActivityRpc } from '../activity/activity.rpc.js';
import { DashboardRpc } from '../dashboard/dashboard.rpc.js';
import { EventsRpc } from '../events/events.rpc.js';
import { IdentityRpc } from '../identity/identity.rpc.js';
import { JourneyRpc } from '../journey/journey.rpc.js';
import { PerformanceRpc } from '../performance/performance.rpc.js';
import { PrivacyRpc } from '../privacy/privacy.rpc.js';
import { UsageRpc } from '../usage/usage.rpc.js';

/** Every request/reply subject with what goes in and what comes back. */
export type RpcMap = EventsRpc &
  PerformanceRpc &
  UsageRpc &
  ActivityRpc &
  DashboardRpc &
  JourneyRpc &
  IdentityRpc &
  PrivacyRpc;

export type RpcSubject = keyof RpcMap;
export type RpcRequest<S extends RpcSubject> = RpcMap[S]['request'];
export type RpcResponse<S extends RpcSubject> = RpcMap[S]['response'];

/** NATS header names. */
export const RPC_HEADERS = {
  requestId: 'Trailmark-Request-Id',
  principal: 'Trailmark-Principal',
  /** Milliseconds the caller still waits, counted from arrival: clocks need not agree. */
  timeout: 'Trailmark-Timeout-Ms',
  /** On a reply that is the answer itself, without the packet that says whether it is an answer or an error. */
  bare: 'Trailmark-Bare',
  /** Where to tell the commit of a fact message. */
  noticeTo: 'Trailmark-Notice-To',
} as const;
