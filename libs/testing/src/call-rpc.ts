import { Principal, RPC_HEADERS, RpcRequest, RpcResponse, RpcSubject } from '@trailmark/contracts';
import { headers } from 'nats';
import { testNatsUrl } from './environment.js';
import { connectNats } from './streams.js';

const SERVICE: Principal = { sub: 'test', email: null, roles: ['service'] };

/** Asks a service as another service would. The error thrown is the body that came. */
export const callRpc = async <S extends RpcSubject>(
  subject: S,
  data: RpcRequest<S>,
  principal = SERVICE,
  natsUrl = testNatsUrl(),
): Promise<RpcResponse<S>> => {
  const connection = await connectNats(natsUrl);
  try {
    const head = headers();
    const told = Buffer.from(JSON.stringify(principal)).toString('base64url');
    head.set(RPC_HEADERS.principal, told);
    const request = JSON.stringify({ id: 'test', pattern: subject, data });
    const reply = await connection.request(subject, request, { timeout: 60_000, headers: head });
    const { err, response } = reply.json<{ err?: unknown; response: RpcResponse<S> }>();
    if (err) throw Object.assign(new Error(`${subject} failed`), { body: err });
    return response;
  } finally {
    await connection.close();
  }
};
