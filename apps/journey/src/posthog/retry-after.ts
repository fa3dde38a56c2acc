/** What `Retry-After` asks for in milliseconds: seconds or a date; null when it asks for nothing readable. */
export const retryAfterMs = (header: string | null, now: Date): number | null => {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
};
