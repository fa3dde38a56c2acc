import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Signed } from '@trailmark/auth';
import { ExportQueryDto, UserPathDto } from '@trailmark/contracts';
import { ApiErrors } from '../envelope/api-envelope.js';
import { NDJSON, UserExportService } from './user-export.service.js';

@ApiTags('privacy')
@Controller('analytics/privacy')
@Allow('privacy')
@ApiErrors('VALIDATION_ERROR', 'UNAUTHORIZED', 'FORBIDDEN', 'UNAVAILABLE')
export class UserExportController {
  constructor(private readonly exports: UserExportService) {}

  @Get(':user_id/export')
  @Signed()
  @ApiOperation({
    summary: 'Everything that is held about a user, line by line',
    description:
      'Each row is `{"service","table","row"}`; `{"checkpoint"}` after each page is the `cursor` with which an interrupted export goes on; the last line is `{"receipt"}` with the rows by service and table. Without it the export is not whole; `{"error"}` says why.',
  })
  @ApiProduces(NDJSON)
  @ApiResponse({
    status: 200,
    description: 'Lines of JSON, as long as there are rows.',
    content: { [NDJSON]: { schema: { type: 'string' } } },
  })
  async export(
    @Param() { user_id }: UserPathDto,
    @Query() { cursor }: ExportQueryDto,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.exports.open(user_id, cursor ?? null), { type: NDJSON });
  }
}
