import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { Principal } from '@trailmark/contracts';

/** What belongs to one request, wherever in the process its code runs. */
export interface RequestContext {
  requestId: string;
  principal: Principal | null;
}

const storage = new AsyncLocalStorage<RequestContext>();

export const runInContext = <T>(context: RequestContext, work: () => T): T =>
  storage.run(context, work);

/** The current request's context, or undefined outside any request. */
export const currentContext = (): RequestContext | undefined => storage.getStore();

const SANE_ID = /^[\w.:-]{1,128}$/;

/** The caller's request id if it is a harmless token, else a new one. */
export const requestIdFrom = (header: string | string[] | undefined): string =>
  typeof header === 'string' && SANE_ID.test(header) ? header : randomUUID();
