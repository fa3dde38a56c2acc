/** When something happened that the client may have timed: else now. */
export const momentOf = ({ timestamp }: { timestamp?: string | null }): Date =>
  timestamp ? new Date(timestamp) : new Date();
