import { Rate } from '@trailmark/platform';
import { LimitsConfig } from './limits-config.js';

/** What a route may spend: each kind has a budget of its own. */
export const ROUTE_BUDGETS = ['ingest', 'read', 'login', 'sensitive'] as const;
export type RouteBudget = (typeof ROUTE_BUDGETS)[number];

/** What an address may spend whatever it asks for, and how often it may be refused. */
export type AddressBudget = 'address' | 'refused';

export type BudgetName = RouteBudget | AddressBudget;

export const ratesOf = (config: LimitsConfig): Record<BudgetName, Rate | null> => ({
  ingest: config.ingestRate,
  read: config.readRate,
  login: config.loginRate,
  sensitive: config.sensitiveRate,
  address: config.addressRate,
  refused: config.refusedRate,
});
