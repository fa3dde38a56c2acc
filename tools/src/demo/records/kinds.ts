import { EVENTS } from './events.js';
import type { RecordKind } from './record-kind.js';

/** What is sent, in this order. */
export const RECORD_KINDS: readonly RecordKind[] = [EVENTS];
