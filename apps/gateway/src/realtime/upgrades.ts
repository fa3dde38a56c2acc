import { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { HttpException, Injectable, OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ValidationFailedError } from '@trailmark/platform';
import type { FastifyInstance } from 'fastify';
import { WebSocket, WebSocketServer } from 'ws';
import { moveQueryToken } from './query-token.js';

/** Below it, and nowhere else, a token may stand in the query. */
const TOKEN_IN_QUERY = '/analytics/realtime/';

const UPGRADE_REQUIRED = 426;

/** Clients have nothing to say. */
const MAX_INCOMING_BYTES = 1024;

/** A request that waits to become a WebSocket. */
interface Upgrade {
  socket: Socket;
  head: Buffer;
  response: ServerResponse;
  refusal: Error | null;
}

/**
 * Sends requests for a WebSocket through the app's ordinary routing, so that whoever may not have one
 * hears it from the same guard, validation and error filter as on any route. The route that gives
 * WebSockets completes the handshake.
 */
@Injectable()
export class Upgrades implements OnApplicationBootstrap {
  private readonly waiting = new WeakMap<IncomingMessage, Upgrade>();
  private readonly handshakes = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_INCOMING_BYTES,
  });

  constructor(private readonly host: HttpAdapterHost) {
    this.handshakes.on('wsClientError', (error, _socket, request) => {
      const upgrade = this.waiting.get(request);
      if (upgrade) upgrade.refusal = error;
    });
  }

  onApplicationBootstrap(): void {
    const { httpAdapter } = this.host;
    const fastify = httpAdapter.getInstance<FastifyInstance>();
    const server = httpAdapter.getHttpServer() as Server;
    server.on('upgrade', (request, socket: Socket, head) => {
      const response = answerOn(socket, request);
      if (request.url?.startsWith(TOKEN_IN_QUERY)) moveQueryToken(request);
      this.waiting.set(request, { socket, head, response, refusal: null });
      fastify.routing(request, response);
    });
  }

  /**
   * Makes the request's connection a WebSocket and hands it to `open` before anything is read of it.
   * A client that has gone meanwhile is not handed on.
   * @throws HttpException 426 for an ordinary request, ValidationFailedError for a wrong handshake.
   */
  complete(request: IncomingMessage, open: (socket: WebSocket) => void): void {
    const upgrade = this.waiting.get(request);
    if (!upgrade) throw new HttpException('Connect with a WebSocket client.', UPGRADE_REQUIRED);
    const { socket, head, response } = upgrade;
    this.handshakes.handleUpgrade(request, socket, head, (opened) => {
      response.detachSocket(socket);
      open(opened);
    });
    if (upgrade.refusal) throw new ValidationFailedError([], `${upgrade.refusal.message}.`);
  }
}

/** An answer to a request that Node has taken out of HTTP; the connection ends with it. */
const answerOn = (socket: Socket, request: IncomingMessage): ServerResponse => {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => socket.destroySoon());
  // Node has let go of the socket: without a listener its error would end the process.
  socket.on('error', () => socket.destroy());
  return response;
};
