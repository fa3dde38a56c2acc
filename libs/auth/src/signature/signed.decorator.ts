import { applyDecorators, UseGuards } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { KeepBody } from '@trailmark/platform';
import { SignatureGuard } from './signature.guard.js';

/** The route takes only requests that their caller has signed, each once (RFC 9421). */
export const Signed = () =>
  applyDecorators(
    KeepBody(),
    UseGuards(SignatureGuard),
    ApiHeader({ name: 'Signature-Input', description: 'RFC 9421.', required: true }),
    ApiHeader({ name: 'Signature', description: 'RFC 9421.', required: true }),
    ApiHeader({
      name: 'Content-Digest',
      description: 'RFC 9530, of a request that has a body.',
      required: false,
    }),
  );
