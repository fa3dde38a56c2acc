/** Stable codes a client may branch on; the gateway alone maps them to HTTP statuses. */
export const ERROR_CODES = [
  'VALIDATION_ERROR',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'PRECONDITION_FAILED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'RATE_LIMITED',
  'INTERNAL_ERROR',
  'UPSTREAM_ERROR',
  'UNAVAILABLE',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** One wrong field; `field` is a dotted path such as `events.3.location.country`. */
export interface FieldError {
  field: string;
  message: string;
}

/** An error as it crosses NATS and, inside the envelope, HTTP. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  details?: FieldError[];
  /** Seconds after which trying again may help; clients are told by the header `Retry-After`. */
  retry_after?: number;
}
