import { parseArgs } from 'node:util';
import { CreateWriteKeyDto } from '@trailmark/contracts';
import { isUUID, validateSync } from 'class-validator';

export const USAGE = `Usage: write-key create --label TEXT
       write-key list
       write-key revoke ID
A new key is printed this once. Gateways forget a revoked key within seconds.`;

export type WriteKeyOptions =
  { job: 'create'; label: string } | { job: 'list' } | { job: 'revoke'; id: string };

const labelIn = (label: string | undefined): string => {
  const dto = Object.assign(new CreateWriteKeyDto(), { label });
  const [problem] = validateSync(dto);
  if (!problem) return dto.label;
  throw new RangeError(`--${Object.values(problem.constraints ?? {}).join(', ')}`);
};

/** Reads a command line. @throws RangeError or TypeError telling what is wrong with it. */
export const writeKeyOptions = (args: string[]): WriteKeyOptions => {
  const { values, positionals } = parseArgs({
    args,
    options: { label: { type: 'string' } },
    allowPositionals: true,
  });
  const [job, id, ...others] = positionals;
  if (job === 'create' && id === undefined) return { job, label: labelIn(values.label) };
  if (values.label !== undefined || others.length > 0) throw new RangeError('Say what to do.');
  if (job === 'list' && id === undefined) return { job };
  if (job !== 'revoke') throw new RangeError('Say what to do.');
  if (!isUUID(id)) throw new RangeError('ID is the first word of a line of list.');
  return { job, id: String(id) };
};
