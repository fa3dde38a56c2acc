/** What a load process is to do. */
export interface LoadJob {
  url: string;
  token: string;
  connections: number;
  /** Requests in all; every one is waited for. */
  requests: number;
  work: RecordingWork | MixedWork | ReadingWork;
}

/** POSTs of events. */
export interface RecordingWork {
  kind: 'record';
  seed: number;
  /** Events of one request; 1 is sent by itself, more as a batch. */
  events: number;
}

/** POSTs of facts of all kinds. */
export interface MixedWork {
  kind: 'mixed';
  seed: number;
  writeKey: string;
}

/** GETs of paths, one after the other, from the beginning again after the last. */
export interface ReadingWork {
  kind: 'read';
  paths: string[];
}

/** What came of it. */
export interface LoadResult {
  /** From the first request to the last answer. */
  seconds: number;
  /** How many answers had which status; `0`: the connection failed. */
  statuses: Record<string, number>;
  /** Requests whose answer said that all of it was taken. */
  taken: number;
  /** Milliseconds. */
  latency: { p50: number; p95: number; p99: number };
  /** Of the load process. */
  cpuSeconds: number;
}
