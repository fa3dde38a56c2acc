/** Something the process needs before it can serve. */
export interface ReadinessCheck {
  name: string;
  /** Resolves when it answers, rejects with the reason when not. */
  check: () => Promise<void>;
}

/** Multi-provider token: an array of ReadinessCheck. */
export const READINESS_CHECKS = Symbol('READINESS_CHECKS');
