import { tracingChannel } from 'node:diagnostics_channel';
import { Attributes, Span, SpanKind, trace } from '@opentelemetry/api';
import { markFailed, tracer } from './spans.js';
import { sentBatch } from './statement-batch.js';

/** What mysql2 publishes of one statement, or of several that go together. */
interface Statement {
  query: string;
  database?: string;
  serverAddress?: string;
  serverPort?: number;
  error?: unknown;
}

const VERB = /^[\s(]*([a-z]+)/i;
const TABLE = /\b(?:from|into|update|join)\s+`?(\w+)/i;

/** How a statement is named: `SELECT analytics_events`, `COMMIT`. There are few names, and no values in them. */
export const summaryOf = (sql: string): { operation: string; table: string | null } => {
  const beginning = sql.slice(0, 2000);
  const [, verb = 'QUERY'] = VERB.exec(beginning) ?? [];
  const [, table = null] = TABLE.exec(beginning) ?? [];
  return { operation: verb.toUpperCase(), table };
};

/** A span of more statements is named after so many characters of what they are. */
const MAX_SUMMARY = 255;

interface Naming {
  name: string;
  attributes: Attributes;
}

const namedAfter = (sql: string): Naming => {
  const { operation, table } = summaryOf(sql);
  return {
    name: [operation, table ?? []].flat().join(' '),
    attributes: {
      'db.operation.name': operation,
      ...(table !== null && { 'db.collection.name': table }),
    },
  };
};

/** As OpenTelemetry has batches: what all do and where, if it is the same, and what each is in a summary. */
export const namedAfterAll = (statements: readonly string[]): Naming => {
  const parts = statements.map(summaryOf);
  const operations = new Set(parts.map(({ operation }) => operation));
  const [table, ...others] = new Set(parts.map((part) => part.table));
  const summary = statements
    .map((sql) => namedAfter(sql).name)
    .join('; ')
    .slice(0, MAX_SUMMARY);
  return {
    name: summary,
    attributes: {
      'db.operation.name': operations.size === 1 ? `BATCH ${[...operations].join()}` : 'BATCH',
      'db.operation.batch.size': statements.length,
      'db.query.summary': summary,
      ...(table && others.length === 0 && { 'db.collection.name': table }),
    },
  };
};

const startSpan = (statement: Statement): Span => {
  const batch = sentBatch();
  const { name, attributes } =
    batch.length > 1 ? namedAfterAll(batch) : namedAfter(statement.query);
  // Not the statement: raw ones may hold values.
  return tracer.startSpan(name, {
    kind: SpanKind.CLIENT,
    attributes: {
      'db.system.name': 'mysql',
      ...attributes,
      ...(statement.database && { 'db.namespace': statement.database }),
      ...(statement.serverAddress && { 'server.address': statement.serverAddress }),
      ...(statement.serverPort && { 'server.port': statement.serverPort }),
    },
  });
};

/**
 * Makes a span of each SQL statement, or of those sent together, that is part of a trace, from what mysql2 publishes on Node's
 * diagnostics channels. Housekeeping, which nobody's trace asked for, makes none.
 */
export const traceStatements = (): void => {
  const spans = new WeakMap<object, Span>();
  const end = (statement: object): void => {
    spans.get(statement)?.end();
    spans.delete(statement);
  };
  for (const name of ['mysql2:query', 'mysql2:execute']) {
    tracingChannel<string, Statement>(name).subscribe({
      start: (statement) => {
        if (trace.getActiveSpan()?.isRecording()) spans.set(statement, startSpan(statement));
      },
      error: (statement) => {
        const span = spans.get(statement);
        if (span) markFailed(span, statement.error);
        end(statement);
      },
      asyncStart: end,
      asyncEnd: () => undefined,
      end: () => undefined,
    });
  }
};
