import { INestApplication } from '@nestjs/common';
import { DocumentBuilder, getSchemaPath, OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ErrorResponse } from '../envelope/api-envelope.js';

const VERSION = '0.1.0';

const LIMITED = {
  description: 'RATE_LIMITED: `Retry-After` says when to try again, in seconds.',
  content: { 'application/json': { schema: { $ref: getSchemaPath(ErrorResponse) } } },
};

/** Any route that is described here may be asked too often. */
const withLimits = (document: OpenAPIObject): OpenAPIObject => {
  const operations = Object.values(document.paths).flatMap(
    ({ get, post, put, patch, delete: del }) =>
      [get, post, put, patch, del].filter((operation) => operation !== undefined),
  );
  for (const { responses } of operations) responses['429'] = LIMITED;
  return document;
};

/** The public API as an OpenAPI 3 document. */
export const createOpenApi = (app: INestApplication): OpenAPIObject =>
  withLimits(
    SwaggerModule.createDocument(
      app,
      new DocumentBuilder()
        .setTitle('Trailmark')
        .setDescription('Self-hosted product analytics.')
        .setVersion(VERSION)
        .addBearerAuth()
        .build(),
    ),
  );

/** Serves `/openapi.json` and a page to browse it at `/docs`. */
export const serveOpenApi = (app: INestApplication): void => {
  SwaggerModule.setup('docs', app, () => createOpenApi(app), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
  });
};
