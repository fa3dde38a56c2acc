import { Body, Controller, Delete, Get, Header, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, Allow, CurrentAccess, Signed } from '@trailmark/auth';
import {
  CreateSigningKeyDto,
  KeyPathDto,
  NewSigningKeyView,
  SigningKeysQueryDto,
  SigningKeyView,
} from '@trailmark/contracts';
import { ApiEnvelope, ApiErrors } from '../envelope/api-envelope.js';
import { AnsweredAs } from '../envelope/answered-as.decorator.js';
import { enveloped } from '../envelope/envelope.js';
import { Listing } from '../envelope/listing.js';
import { SigningKeysService } from './signing-keys.service.js';

@ApiTags('keys')
@Controller('analytics/signing-keys')
@Allow('sign')
@AnsweredAs(enveloped)
@ApiErrors('VALIDATION_ERROR', 'UNAUTHORIZED', 'FORBIDDEN', 'UNAVAILABLE')
export class SigningKeysController {
  constructor(private readonly keys: SigningKeysService) {}

  @Post()
  @Signed()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Register a public key to sign requests with, or have a secret made',
    description: 'A secret is shown this once. A user has at most 20 keys that are not revoked.',
  })
  @ApiEnvelope(NewSigningKeyView, { status: 201 })
  @ApiErrors('CONFLICT', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE')
  create(
    @Body() request: CreateSigningKeyDto,
    @CurrentAccess() access: Access,
  ): Promise<NewSigningKeyView> {
    return this.keys.create(request, access);
  }

  @Get()
  @ApiOperation({ summary: 'List signing keys, newest first' })
  @ApiEnvelope(SigningKeyView, { list: true })
  list(
    @Query() query: SigningKeysQueryDto,
    @CurrentAccess() access: Access,
  ): Promise<Listing<SigningKeyView>> {
    return this.keys.list(query, access);
  }

  @Delete(':id')
  @Signed()
  @ApiOperation({ summary: 'Revoke a signing key' })
  @ApiEnvelope(SigningKeyView)
  @ApiErrors('NOT_FOUND')
  revoke(@Param() { id }: KeyPathDto, @CurrentAccess() access: Access): Promise<SigningKeyView> {
    return this.keys.revoke(id, access);
  }
}
