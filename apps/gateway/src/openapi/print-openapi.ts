import { createApp } from '@trailmark/platform';
import { AppModule } from '../app.module.js';
import { createOpenApi } from './openapi.js';

/** Prints the OpenAPI document. Nothing is connected or listened to. */
const print = async (): Promise<void> => {
  const app = await createApp(AppModule);
  process.stdout.write(`${JSON.stringify(createOpenApi(app), null, 2)}\n`);
};

void print();
