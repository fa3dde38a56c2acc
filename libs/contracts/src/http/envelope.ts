import { ErrorBody } from '../errors/error-body.js';

/** `processing_time` is in milliseconds. */
export interface ResponseMetadata {
  timestamp: string;
  request_id: string;
  processing_time: number;
}

export interface SuccessEnvelope<T> {
  success: true;
  data: T;
  pagination?: unknown;
  metadata: ResponseMetadata;
}

export interface ErrorEnvelope {
  success: false;
  error: ErrorBody;
  metadata: ResponseMetadata;
}
