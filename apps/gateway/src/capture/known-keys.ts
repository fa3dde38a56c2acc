/** What is known of a key, and until when that needs no asking. */
export interface KnownKey {
  good: boolean;
  freshUntil: number;
}

/** Keys by their hash, at most so many: beyond, those go that were not used the longest. */
export class KnownKeys {
  /** In the order of use, the longest unused first. */
  private readonly keys = new Map<string, KnownKey>();

  constructor(private readonly most: number) {}

  get(hash: string): KnownKey | undefined {
    const key = this.keys.get(hash);
    if (key) this.set(hash, key);
    return key;
  }

  set(hash: string, key: KnownKey): void {
    this.keys.delete(hash);
    this.keys.set(hash, key);
    for (const oldest of this.keys.keys()) {
      if (this.keys.size <= this.most) return;
      this.keys.delete(oldest);
    }
  }
}
