import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { RpcRequest, RpcResponse, RpcSubject } from '@trailmark/contracts';
import { JsonText } from '../json/json-text.js';
import { RpcContextInterceptor } from './rpc-context.interceptor.js';
import { RpcMetricsInterceptor } from './rpc-metrics.interceptor.js';
import { RpcSpanInterceptor } from './rpc-span.interceptor.js';

type Handler<S extends RpcSubject> = (
  request: RpcRequest<S>,
) => Promise<RpcResponse<S> | JsonText<RpcResponse<S>>>;

export { Payload } from '@nestjs/microservices';

/** Around each RPC, and no HTTP request: its duration, its span, its caller's context and deadline. */
const aroundRpc = UseInterceptors(RpcMetricsInterceptor, RpcSpanInterceptor, RpcContextInterceptor);

/**
 * Answers a subject; the compiler holds the method to the subject's request and response, which may be
 * JSON text already.
 */
export const RpcHandler =
  <S extends RpcSubject>(subject: S) =>
  <T extends Handler<S>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<T>,
  ): void =>
    applyDecorators(MessagePattern(subject), aroundRpc)(target, key, descriptor);
