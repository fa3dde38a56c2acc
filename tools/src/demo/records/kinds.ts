import { ACTIVITIES } from './activities.js';
import { EVENTS } from './events.js';
import { PERFORMANCE } from './performance.js';
import type { RecordKind } from './record-kind.js';
import { USAGE } from './usage.js';

/** What is sent, in this order. */
export const RECORD_KINDS: readonly RecordKind[] = [EVENTS, PERFORMANCE, USAGE, ACTIVITIES];
