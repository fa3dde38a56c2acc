import { Controller } from '@nestjs/common';
import { FindTraceDto, Trace } from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { TracesService } from './traces.service.js';

@Controller()
export class TracesController {
  constructor(private readonly traces: TracesService) {}

  @RpcHandler('activity.request.find')
  find(@Payload() query: FindTraceDto): Promise<Trace> {
    return this.traces.find(query);
  }
}
