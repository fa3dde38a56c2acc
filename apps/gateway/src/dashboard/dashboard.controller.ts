import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@trailmark/auth';
import {
  DashboardQueryDto,
  DashboardView,
  InsightQueryDto,
  InsightView,
  TrendQueryDto,
  TrendView,
} from '@trailmark/contracts';
import { JsonText } from '@trailmark/platform';
import { ApiEnvelope, ApiErrors } from '../envelope/api-envelope.js';
import { AnsweredAs } from '../envelope/answered-as.decorator.js';
import { enveloped } from '../envelope/envelope.js';
import { PartialList } from '../envelope/partial-list.js';
import { DashboardService } from './dashboard.service.js';

@ApiTags('dashboard')
@Controller('analytics')
@AnsweredAs(enveloped)
@ApiErrors('VALIDATION_ERROR', 'UNAUTHORIZED', 'FORBIDDEN', 'UNAVAILABLE')
export class DashboardController {
  constructor(private readonly dashboard: DashboardService) {}

  @Get('dashboard/:user_id')
  @Allow('read')
  @ApiOperation({ summary: 'Everything about one user in one period' })
  @ApiEnvelope(DashboardView)
  find(
    @Param('user_id') userId: string,
    @Query() query: DashboardQueryDto,
  ): Promise<JsonText<DashboardView>> {
    return this.dashboard.find(userId, query);
  }

  @Get('trends/:user_id')
  @Allow('read')
  @ApiOperation({ summary: 'How figures went, each against the equally long period before' })
  @ApiEnvelope(TrendView, { partial: true })
  trends(
    @Param('user_id') userId: string,
    @Query() query: TrendQueryDto,
  ): Promise<PartialList<TrendView>> {
    return this.dashboard.trends(userId, query);
  }

  @Get('insights/:user_id')
  @Allow('read')
  @ApiOperation({ summary: 'Changes that are large and not chance, and what to do about them' })
  @ApiEnvelope(InsightView, { partial: true })
  insights(
    @Param('user_id') userId: string,
    @Query() query: InsightQueryDto,
  ): Promise<PartialList<InsightView>> {
    return this.dashboard.insights(userId, query);
  }
}
