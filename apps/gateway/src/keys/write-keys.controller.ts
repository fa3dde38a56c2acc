import { Body, Controller, Delete, Get, Header, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Signed } from '@trailmark/auth';
import {
  CreateWriteKeyDto,
  KeyPathDto,
  KeysQueryDto,
  NewWriteKeyView,
  WriteKeyView,
} from '@trailmark/contracts';
import { ApiEnvelope, ApiErrors } from '../envelope/api-envelope.js';
import { AnsweredAs } from '../envelope/answered-as.decorator.js';
import { enveloped } from '../envelope/envelope.js';
import { Listing } from '../envelope/listing.js';
import { WriteKeysService } from './write-keys.service.js';

@ApiTags('keys')
@Controller('analytics/write-keys')
@Allow('keys')
@AnsweredAs(enveloped)
@ApiErrors('VALIDATION_ERROR', 'UNAUTHORIZED', 'FORBIDDEN', 'UNAVAILABLE')
export class WriteKeysController {
  constructor(private readonly keys: WriteKeysService) {}

  @Post()
  @Signed()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Make a key to record with; it is shown this once' })
  @ApiEnvelope(NewWriteKeyView, { status: 201 })
  @ApiErrors('CONFLICT', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE')
  create(@Body() request: CreateWriteKeyDto): Promise<NewWriteKeyView> {
    return this.keys.create(request);
  }

  @Get()
  @ApiOperation({ summary: 'List write keys, newest first' })
  @ApiEnvelope(WriteKeyView, { list: true })
  list(@Query() query: KeysQueryDto): Promise<Listing<WriteKeyView>> {
    return this.keys.list(query);
  }

  @Delete(':id')
  @Signed()
  @ApiOperation({ summary: 'Revoke a write key; within 5 seconds nothing is taken by it' })
  @ApiEnvelope(WriteKeyView)
  @ApiErrors('NOT_FOUND')
  revoke(@Param() { id }: KeyPathDto): Promise<WriteKeyView> {
    return this.keys.revoke(id);
  }
}
