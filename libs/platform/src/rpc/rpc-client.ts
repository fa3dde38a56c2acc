import { Injectable, Logger } from '@nestjs/common';
import { ErrorBody, RPC_HEADERS, RpcRequest, RpcResponse, RpcSubject } from '@trailmark/contracts';
import { SpanKind } from '@opentelemetry/api';
import { ErrorCode as NatsErrorCode, JSONCodec, Msg, NatsError } from 'nats';
import { PlatformConfig } from '../config/platform.config.js';
import { currentContext } from '../context/request-context.js';
import { DomainError, hasCode, UnavailableError } from '../errors/domain-errors.js';
import { JsonText } from '../json/json-text.js';
import { NatsConnector } from '../nats/nats-connector.js';
import { writeTraceContext } from '../tracing/message-trace.js';
import { inSpan } from '../tracing/spans.js';
import { rpcAttributes } from './rpc-attributes.js';
import { toErrorBody } from './rpc-exception.filter.js';
import { writeHeaders } from './rpc-headers.js';
import { RpcMetrics } from './rpc-metrics.js';

/** Nest's wire format of one answer. */
interface Reply {
  response?: unknown;
  err?: ErrorBody;
}

const requests = JSONCodec();

const AWAY = new Set<string>([
  NatsErrorCode.NoResponders,
  NatsErrorCode.Timeout,
  NatsErrorCode.ConnectionClosed,
  NatsErrorCode.ConnectionDraining,
  NatsErrorCode.Disconnect,
]);

const isBare = (message: Msg): boolean => message.headers?.has(RPC_HEADERS.bare) ?? false;

/** What a packet holds. @throws DomainError when that is an error. */
const unpacked = (message: Msg): unknown => {
  const { response, err } = message.json<Reply>();
  if (err) throw DomainError.fromBody(err);
  return response;
};

/** The one way to ask another service: typed by subject, always with a deadline. */
@Injectable()
export class RpcClient {
  private readonly logger = new Logger(RpcClient.name);

  constructor(
    private readonly nats: NatsConnector,
    private readonly config: PlatformConfig,
    private readonly metrics: RpcMetrics,
  ) {}

  /**
   * A share of the deadline that requests have, in milliseconds, for what must not take all of it; above 1
   * for whoever waits for one that asks others itself.
   */
  deadline(share: number): number {
    return Math.round(this.config.rpcTimeoutMs * share);
  }

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
    return this.ask(
      subject,
      data,
      timeoutMs,
      (message) => (isBare(message) ? message.json() : unpacked(message)) as RpcResponse<S>,
    );
  }

  /** The same for whoever only sends the answer on: its text, which is not read when the service sent it bare. */
  async callForText<S extends RpcSubject>(
    subject: S,
    data: RpcRequest<S>,
    timeoutMs = this.config.rpcTimeoutMs,
  ): Promise<JsonText<RpcResponse<S>>> {
    return this.ask(
      subject,
      data,
      timeoutMs,
      (message) =>
        new JsonText(isBare(message) ? message.string() : JSON.stringify(unpacked(message))),
    );
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

  /** One exchange, read by `read`, with its span and its time taken. */
  private async ask<T>(
    subject: RpcSubject,
    data: unknown,
    timeoutMs: number,
    read: (message: Msg) => T,
  ): Promise<T> {
    const finished = this.metrics.asking(subject);
    const options = { kind: SpanKind.CLIENT, attributes: rpcAttributes(subject) };
    try {
      const answer = await inSpan(subject, options, async () =>
        read(await this.send(subject, data, timeoutMs)),
      );
      finished('OK');
      return answer;
    } catch (error) {
      finished(toErrorBody(error).code);
      throw error;
    }
  }

  private send(subject: RpcSubject, data: unknown, timeoutMs: number): Promise<Msg> {
    const context = currentContext() ?? { requestId: '', principal: null };
    const headers = writeHeaders(context, timeoutMs);
    writeTraceContext(headers);
    return this.exchange(
      subject,
      requests.encode({ id: context.requestId || subject, pattern: subject, data }),
      { timeout: timeoutMs, headers },
    );
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
