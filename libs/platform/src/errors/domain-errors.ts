import { ErrorBody, ErrorCode, FieldError } from '@trailmark/contracts';

/** An expected failure with a stable code; anything else is a defect and becomes INTERNAL_ERROR. */
export class DomainError extends Error {
  /** @param retryAfterS seconds after which trying again may help. */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details?: FieldError[],
    options?: ErrorOptions,
    readonly retryAfterS?: number,
  ) {
    super(message, options);
    this.name = new.target.name;
  }

  /** The form that crosses the wire. */
  toBody(): ErrorBody {
    return {
      code: this.code,
      message: this.message,
      ...(this.details && { details: this.details }),
      ...(this.retryAfterS !== undefined && { retry_after: this.retryAfterS }),
    };
  }

  static fromBody(body: ErrorBody): DomainError {
    const { code, message, details, retry_after } = body;
    return new DomainError(code, message, details, undefined, retry_after);
  }
}

/** Whether an error has this code, be it thrown here or received from another service. */
export const hasCode = (error: unknown, code: ErrorCode): error is DomainError =>
  error instanceof DomainError && error.code === code;

export class ValidationFailedError extends DomainError {
  constructor(details: FieldError[], message = 'The request is not valid.') {
    super('VALIDATION_ERROR', message, details);
  }
}

export class UnauthorizedError extends DomainError {
  constructor(message = 'A valid bearer token is required.', options?: ErrorOptions) {
    super('UNAUTHORIZED', message, undefined, options);
  }
}

export class ForbiddenError extends DomainError {
  constructor(message: string, details?: FieldError[]) {
    super('FORBIDDEN', message, details);
  }
}

export class NotFoundError extends DomainError {
  constructor(message: string) {
    super('NOT_FOUND', message);
  }
}

/** It would not agree with what there is. */
export class ConflictError extends DomainError {
  constructor(message: string) {
    super('CONFLICT', message);
  }
}

/** What was to be changed is not as the caller saw it; reading it again helps. */
export class PreconditionFailedError extends DomainError {
  constructor(message: string) {
    super('PRECONDITION_FAILED', message);
  }
}

export class PayloadTooLargeError extends DomainError {
  constructor(message: string, details?: FieldError[]) {
    super('PAYLOAD_TOO_LARGE', message, details);
  }
}

/** Something this request needs is away for now; trying again later is right. */
export class UnavailableError extends DomainError {
  constructor(message: string, options?: ErrorOptions) {
    super('UNAVAILABLE', message, undefined, options);
  }
}

/** The caller has spent what it may do in this time. */
export class RateLimitedError extends DomainError {
  /** @param retryAfterS when it may again, in whole seconds. */
  constructor(retryAfterS: number, message = `Too many requests; try again in ${retryAfterS} s.`) {
    super('RATE_LIMITED', message, undefined, undefined, retryAfterS);
  }
}
