import { Controller, Type } from '@nestjs/common';
import {
  DataService,
  EraseUserDto,
  ErasedSoFar,
  ExportPage,
  ExportUserDto,
} from '@trailmark/contracts';
import { Payload, RpcHandler } from '@trailmark/platform';
import { UserEraser } from './user-eraser.js';
import { UserExporter } from './user-exporter.js';

/** What a service answers about all that it holds of a user, on subjects of its own. */
export const userDataController = (service: DataService): Type<object> => {
  @Controller()
  class UserDataController {
    constructor(
      private readonly eraser: UserEraser,
      private readonly exporter: UserExporter,
    ) {}

    @RpcHandler(`${service}.user.erase`)
    erase(@Payload() request: EraseUserDto): Promise<ErasedSoFar> {
      return this.eraser.erase(request);
    }

    @RpcHandler(`${service}.user.export`)
    export(@Payload() request: ExportUserDto): Promise<ExportPage> {
      return this.exporter.page(request);
    }
  }
  return UserDataController;
};
