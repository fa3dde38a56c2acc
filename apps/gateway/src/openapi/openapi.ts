import { INestApplication } from '@nestjs/common';
import { DocumentBuilder, OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

const VERSION = '0.1.0';

/** The public API as an OpenAPI 3 document. */
export const createOpenApi = (app: INestApplication): OpenAPIObject =>
  SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('Trailmark')
      .setDescription('Self-hosted product analytics.')
      .setVersion(VERSION)
      .addBearerAuth()
      .build(),
  );

/** Serves `/openapi.json` and a page to browse it at `/docs`. */
export const serveOpenApi = (app: INestApplication): void => {
  SwaggerModule.setup('docs', app, () => createOpenApi(app), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
  });
};
