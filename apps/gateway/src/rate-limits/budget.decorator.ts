import { SetMetadata } from '@nestjs/common';
import { RouteBudget } from './budgets.js';

export const BUDGET = 'trailmark:budget';

/** What a request to the route spends, where its permission does not say so. */
export const Budget = (budget: RouteBudget) => SetMetadata(BUDGET, budget);
