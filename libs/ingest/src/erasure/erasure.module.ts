import { DynamicModule, Module, Type } from '@nestjs/common';
import { DataService } from '@trailmark/contracts';
import { DeadLetterEraser } from '../dead-letters/dead-letter-eraser.js';
import { ErasedUsers } from './erased-users.repository.js';
import { ErasuresRepository } from './erasures.repository.js';
import { PersonalData } from './personal-data.js';
import { userDataController } from './user-data.controller.js';
import { UserEraser } from './user-eraser.js';
import { UserExporter } from './user-exporter.js';
import { UserTablesRepository } from './user-tables.repository.js';

interface ErasureOptions {
  service: DataService;
  data: Type<PersonalData>;
  /** Modules of what `data` needs. */
  imports?: NonNullable<DynamicModule['imports']>;
  /** What else `data` needs. */
  providers?: Type<object>[];
}

/** Erases and exports users on request, as the service's personal data tells. */
@Module({})
export class ErasureModule {
  static for({ service, data, imports = [], providers = [] }: ErasureOptions): DynamicModule {
    return {
      module: ErasureModule,
      imports,
      controllers: [userDataController(service)],
      providers: [
        { provide: PersonalData, useClass: data },
        ...providers,
        ErasedUsers,
        ErasuresRepository,
        UserTablesRepository,
        UserEraser,
        UserExporter,
        DeadLetterEraser,
      ],
    };
  }
}
