import { applyDecorators, UseGuards } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { RpcRequest, RpcResponse, RpcSubject } from '@trailmark/contracts';
import { JsonText } from '../json/json-text.js';
import { PrincipalGuard } from './principal.guard.js';

type Handler<S extends RpcSubject> = (
  request: RpcRequest<S>,
) => Promise<RpcResponse<S> | JsonText<RpcResponse<S>>>;

export { Payload } from '@nestjs/microservices';

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
    applyDecorators(MessagePattern(subject), UseGuards(PrincipalGuard))(target, key, descriptor);
