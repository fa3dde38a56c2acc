import { tracingChannel } from 'node:diagnostics_channel';
import { Span, SpanKind, trace } from '@opentelemetry/api';
import { markFailed, tracer } from './spans.js';

/** What mysql2 publishes of one statement. */
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

const startSpan = (statement: Statement): Span => {
  const { operation, table } = summaryOf(statement.query);
  // Not the statement: raw ones may hold values.
  return tracer.startSpan([operation, table ?? []].flat().join(' '), {
    kind: SpanKind.CLIENT,
    attributes: {
      'db.system.name': 'mysql',
      'db.operation.name': operation,
      ...(table !== null && { 'db.collection.name': table }),
      ...(statement.database && { 'db.namespace': statement.database }),
      ...(statement.serverAddress && { 'server.address': statement.serverAddress }),
      ...(statement.serverPort && { 'server.port': statement.serverPort }),
    },
  });
};

/**
 * Makes a span of each SQL statement that is part of a trace, from what mysql2 publishes on Node's
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
