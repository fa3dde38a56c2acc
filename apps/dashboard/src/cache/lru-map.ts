/**
 * Texts by key in this process, at most so many characters of them: beyond that those go that were not used the longest. What
 * Keyv asks of a store.
 */
export class LruMap {
  /** In the order of use, the longest unused first. */
  private readonly texts = new Map<string, string>();
  private characters = 0;

  constructor(private readonly maxCharacters: number) {}

  get(key: string): string | undefined {
    const text = this.texts.get(key);
    if (text === undefined) return undefined;
    this.texts.delete(key);
    this.texts.set(key, text);
    return text;
  }

  set(key: string, text: string): void {
    this.delete(key);
    this.texts.set(key, text);
    this.characters += key.length + text.length;
    for (const oldest of this.texts.keys()) {
      if (this.characters <= this.maxCharacters) return;
      this.delete(oldest);
    }
  }

  delete(key: string): boolean {
    const text = this.texts.get(key);
    if (text === undefined) return false;
    this.characters -= key.length + text.length;
    return this.texts.delete(key);
  }

  /** Deletes what begins with one of these; returns how many went. */
  deleteUnder(beginnings: string[]): number {
    const under = [...this.texts.keys()].filter((key) =>
      beginnings.some((beginning) => key.startsWith(beginning)),
    );
    for (const key of under) this.delete(key);
    return under.length;
  }

  clear(): void {
    this.texts.clear();
    this.characters = 0;
  }
}
