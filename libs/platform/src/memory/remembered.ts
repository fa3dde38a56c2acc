/**
 * A pure function of text that remembers its answers, for texts that come again and again. Bounded:
 * when `maxAnswers` are known all are forgotten, and texts longer than `maxLength` are not remembered.
 */
export const remembered = <T>(
  answer: (text: string) => T,
  { maxAnswers, maxLength = 512 }: { maxAnswers: number; maxLength?: number },
): ((text: string) => T) => {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const now = answer(text);
    if (known.size >= maxAnswers) known.clear();
    if (text.length <= maxLength) known.set(text, now);
    return now;
  };
};
