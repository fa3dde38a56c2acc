import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ErrorBody, ErrorEnvelope } from '@trailmark/contracts';

const HEADERS_TOO_LARGE = 431;

/** What Node's parser says, as a status and in the words of every other error. */
const failureOf = ({ code }: NodeJS.ErrnoException): { status: number; error: ErrorBody } => {
  if (code === 'HPE_HEADER_OVERFLOW') {
    const message = 'The address and the headers are too large.';
    return { status: HEADERS_TOO_LARGE, error: { code: 'PAYLOAD_TOO_LARGE', message } };
  }
  const message = 'This is no HTTP request that can be read.';
  return { status: 400, error: { code: 'VALIDATION_ERROR', message } };
};

/** Answers, in the one shape of errors, what is refused before there is a request. */
export const answerClientError = (reason: NodeJS.ErrnoException, socket: Socket): void => {
  if (reason.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, error } = failureOf(reason);
  const envelope: ErrorEnvelope = {
    success: false,
    error,
    metadata: {
      timestamp: new Date().toISOString(),
      request_id: randomUUID(),
      processing_time: 0,
    },
  };
  const body = JSON.stringify(envelope);
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
};
