import { Injectable, Logger } from '@nestjs/common';
import { ErrorBody, RpcRequest, RpcResponse, RpcSubject } from '@trailmark/contracts';
import { ErrorCode as NatsErrorCode, JSONCodec, Msg, NatsError } from 'nats';
import { PlatformConfig } from '../config/platform.config.js';
import { currentContext } from '../context/request-context.js';
import { DomainError, hasCode, UnavailableError } from '../errors/domain-errors.js';
import { NatsConnector } from '../nats/nats-connector.js';
import { writeHeaders } from './rpc-headers.js';

/** Nest's wire format of one answer. */
interface Reply<T> {
  response?: T;
  err?: ErrorBody;
}

const requests = JSONCodec();
const replies = JSONCodec<Reply<unknown>>();

const AWAY = new Set<string>([
  NatsErrorCode.NoResponders,
  NatsErrorCode.Timeout,
  NatsErrorCode.ConnectionClosed,
  NatsErrorCode.ConnectionDraining,
  NatsErrorCode.Disconnect,
]);

/** The one way to ask another service: typed by subject, always with a deadline. */
@Injectable()
export class RpcClient {
  private readonly logger = new Logger(RpcClient.name);

  constructor(
    private readonly nats: NatsConnector,
    private readonly config: PlatformConfig,
  ) {}

  /**
   * Sends one request for the current request's principal and waits for its answer.
   * @param timeoutMs the deadline in milliseconds; the service stops working at it, too.
   * @throws UnavailableError when nobody answers in time, else the DomainError the service threw.
   */
  async call<S extends RpcSubject>(
    subject: S,
    data: RpcRequest<S>,
    timeoutMs = this.config.rpcTimeoutMs,
  ): Promise<RpcResponse<S>> {
    const context = currentContext() ?? { requestId: '', principal: null };
    const message = await this.exchange(
      subject,
      requests.encode({ id: context.requestId || subject, pattern: subject, data }),
      { timeout: timeoutMs, headers: writeHeaders(context, timeoutMs) },
    );
    const reply = replies.decode(message.data);
    if (reply.err) throw DomainError.fromBody(reply.err);
    return reply.response as RpcResponse<S>;
  }

  /** The same for whoever can do without: null when nobody answers in time. Any other failure is thrown. */
  async callIfThere<S extends RpcSubject>(
    subject: S,
    data: RpcRequest<S>,
    timeoutMs = this.config.rpcTimeoutMs,
  ): Promise<RpcResponse<S> | null> {
    try {
      return await this.call(subject, data, timeoutMs);
    } catch (error) {
      if (!hasCode(error, 'UNAVAILABLE')) throw error;
      this.logger.debug({ err: error }, `${subject} is not answered`);
      return null;
    }
  }

  private async exchange(
    subject: string,
    payload: Uint8Array,
    options: { timeout: number; headers: ReturnType<typeof writeHeaders> },
  ): Promise<Msg> {
    try {
      return await this.nats.get().request(subject, payload, options);
    } catch (error) {
      if (error instanceof NatsError && AWAY.has(error.code)) {
        const service = subject.split('.', 1)[0];
        throw new UnavailableError(`The ${service} service does not answer.`, { cause: error });
      }
      throw error;
    }
  }
}
