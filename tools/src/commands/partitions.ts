import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { formatTable } from '../stack/process-table.js';
import { UsageError } from '../user-error.js';
import { PARTITIONED_SERVICES } from './archive.js';
import { serviceDatabaseUrl } from './service-database-url.js';

const USAGE = `Usage: npm run partitions -- SERVICE
SERVICE is one of ${PARTITIONED_SERVICES.join(', ')}.
DATABASE_URL names the server or the schema; without it, the local stack's is asked.`;

const HEAD = ['TABLE', 'PARTITION', 'BELOW', 'ROWS, ABOUT', 'KIB', 'NOTE'];

const PARTITIONS = `
  SELECT TABLE_NAME AS name, PARTITION_NAME AS part, PARTITION_DESCRIPTION AS bound,
         TABLE_ROWS AS stored, DATA_LENGTH + INDEX_LENGTH AS bytes, PARTITION_COMMENT AS note
    FROM information_schema.PARTITIONS
   WHERE TABLE_SCHEMA = DATABASE() AND PARTITION_NAME IS NOT NULL
   ORDER BY TABLE_NAME, PARTITION_ORDINAL_POSITION`;

const rowOf = ({ name, part, bound, stored, bytes, note }: RowDataPacket): string[] => [
  String(name),
  String(part),
  String(bound).replaceAll("'", ''),
  String(stored),
  String(Math.ceil(Number(bytes) / 1024)),
  String(note ?? ''),
];

/** Prints the months of a service's tables; rows are the server's estimate. */
export async function partitions(args: readonly string[]): Promise<number> {
  const [service = '', ...others] = args;
  if (!PARTITIONED_SERVICES.includes(service) || others.length > 0) throw new UsageError(USAGE);
  const connection = await createConnection({ uri: serviceDatabaseUrl(service) });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(PARTITIONS);
    console.log(formatTable([HEAD, ...rows.map(rowOf)]));
    return 0;
  } finally {
    await connection.end();
  }
}
