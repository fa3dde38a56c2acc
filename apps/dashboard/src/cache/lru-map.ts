interface Entry {
  value: unknown;
  characters: number;
}

/**
 * Values by key in this process, at most so many characters of their JSON: beyond that those go that were not used the longest.
 * What Keyv asks of a store. A value is given out as it was put in, and must not be changed.
 */
export class LruMap {
  /** In the order of use, the longest unused first. */
  private readonly entries = new Map<string, Entry>();
  private characters = 0;

  constructor(private readonly maxCharacters: number) {}

  get(key: string): unknown {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: unknown): void {
    this.delete(key);
    const characters = key.length + JSON.stringify(value).length;
    this.entries.set(key, { value, characters });
    this.characters += characters;
    for (const oldest of this.entries.keys()) {
      if (this.characters <= this.maxCharacters) return;
      this.delete(oldest);
    }
  }

  delete(key: string): boolean {
    const entry = this.entries.get(key);
    if (entry === undefined) return false;
    this.characters -= entry.characters;
    return this.entries.delete(key);
  }

  /** Deletes what begins with one of these; returns how many went. */
  deleteUnder(beginnings: string[]): number {
    const under = [...this.entries.keys()].filter((key) =>
      beginnings.some((beginning) => key.startsWith(beginning)),
    );
    for (const key of under) this.delete(key);
    return under.length;
  }

  clear(): void {
    this.entries.clear();
    this.characters = 0;
  }
}
