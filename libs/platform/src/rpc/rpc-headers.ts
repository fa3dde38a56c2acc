import { Principal, RPC_HEADERS } from '@trailmark/contracts';
import { headers, MsgHdrs } from 'nats';
import { RequestContext } from '../context/request-context.js';

const encode = (principal: Principal): string =>
  Buffer.from(JSON.stringify(principal)).toString('base64url');

const decode = (text: string): Principal =>
  JSON.parse(Buffer.from(text, 'base64url').toString()) as Principal;

export const writeHeaders = (context: RequestContext, timeoutMs: number): MsgHdrs => {
  const written = headers();
  written.set(RPC_HEADERS.requestId, context.requestId);
  written.set(RPC_HEADERS.timeout, String(timeoutMs));
  if (context.principal) written.set(RPC_HEADERS.principal, encode(context.principal));
  return written;
};

/** Missing headers read as an anonymous context. */
export const readContext = (from: MsgHdrs | undefined): RequestContext => {
  const principal = from?.get(RPC_HEADERS.principal);
  return {
    requestId: from?.get(RPC_HEADERS.requestId) ?? '',
    principal: principal ? decode(principal) : null,
  };
};

/** Milliseconds the caller still waits; null when it did not say. */
export const readTimeout = (from: MsgHdrs | undefined): number | null => {
  const timeout = Number(from?.get(RPC_HEADERS.timeout));
  return timeout > 0 ? timeout : null;
};
