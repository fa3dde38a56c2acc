/** Users who were heard of, until nothing was heard of them for a while. */
export class QuietUsers {
  /** When each was heard of last, in milliseconds; the one unheard of for longest first. */
  private readonly heardAt = new Map<string, number>();

  /**
   * @param quietMs how long nothing must have been heard of a user.
   * @param most more are not remembered.
   */
  constructor(
    private readonly quietMs: number,
    private readonly most: number,
  ) {}

  hear(userId: string, now: number): void {
    if (!this.heardAt.delete(userId) && this.heardAt.size >= this.most) return;
    this.heardAt.set(userId, now);
  }

  /** Those who are quiet, `limit` at most; they are forgotten until they are heard of again. */
  take(now: number, limit: number): string[] {
    const taken: string[] = [];
    for (const [userId, heardAt] of this.heardAt) {
      if (taken.length === limit || heardAt > now - this.quietMs) break;
      taken.push(userId);
    }
    for (const userId of taken) this.heardAt.delete(userId);
    return taken;
  }

  clear(): void {
    this.heardAt.clear();
  }
}
