import { Interval } from '@trailmark/measures';

/** One user's whole UTC days, from midnight to midnight. */
export interface DaysChunk extends Interval {
  kind: 'days';
  userId: string;
}

/** Some of one user's sessions, each with all of its events. */
export interface SessionsChunk {
  kind: 'sessions';
  userId: string;
  sessionIds: string[];
}

/** A part of one user's derived rows, small enough to be folded again while ingestion waits. */
export type Chunk = DaysChunk | SessionsChunk;
