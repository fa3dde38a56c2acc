import { DEFAULT_CONFIG, TrackingRules } from '@trailmark/contracts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isLike = (value: unknown, example: unknown): boolean =>
  Array.isArray(example)
    ? Array.isArray(value) && value.every((one) => typeof one === 'string')
    : typeof value === typeof example;

/**
 * Reads a value of the tracking bucket. What a service of another version does not tell has its
 * default, and what it tells beyond is ignored.
 * @throws Error when it is something else.
 */
export const readRules = (text: string): TrackingRules => {
  const value: unknown = JSON.parse(text);
  if (!isObject(value) || typeof value.user_id !== 'string' || !isObject(value.config)) {
    throw new Error('these are no rules of a user');
  }
  const config = { ...DEFAULT_CONFIG, data_retention_days: null, ...value.config };
  const { data_retention_days: days } = config as { data_retention_days: unknown };
  const wrong = Object.entries(DEFAULT_CONFIG)
    .filter(([name, example]) => !isLike(config[name as keyof typeof config], example))
    .map(([name]) => name);
  if (days !== null && typeof days !== 'number') wrong.push('data_retention_days');
  if (wrong.length > 0) throw new Error(`rules cannot be read: ${wrong.join(', ')}`);
  return { ...(value as unknown as TrackingRules), config };
};
