import type { LocationDto } from '@trailmark/contracts';
import type { Weighted } from '../random/random.js';

export type Place = Required<LocationDto>;

/** Where the users live, by how many of them do. */
export const PLACES = [
  {
    weight: 6,
    value: { country: 'DE', region: 'BE', city: 'Berlin', timezone: 'Europe/Berlin' },
  },
  {
    weight: 5,
    value: { country: 'US', region: 'CA', city: 'San Francisco', timezone: 'America/Los_Angeles' },
  },
  {
    weight: 5,
    value: { country: 'US', region: 'NY', city: 'New York', timezone: 'America/New_York' },
  },
  {
    weight: 4,
    value: { country: 'GB', region: 'ENG', city: 'London', timezone: 'Europe/London' },
  },
  {
    weight: 3,
    value: { country: 'IN', region: 'KA', city: 'Bengaluru', timezone: 'Asia/Kolkata' },
  },
  {
    weight: 3,
    value: { country: 'FR', region: 'IDF', city: 'Paris', timezone: 'Europe/Paris' },
  },
  {
    weight: 2,
    value: { country: 'BR', region: 'SP', city: 'São Paulo', timezone: 'America/Sao_Paulo' },
  },
  {
    weight: 2,
    value: { country: 'JP', region: '13', city: '東京', timezone: 'Asia/Tokyo' },
  },
  {
    weight: 1,
    value: { country: 'NP', region: 'P3', city: 'Kathmandu', timezone: 'Asia/Kathmandu' },
  },
  {
    weight: 1,
    value: { country: 'AU', region: 'NSW', city: 'Sydney', timezone: 'Australia/Sydney' },
  },
] as const satisfies readonly Weighted<Place>[];
