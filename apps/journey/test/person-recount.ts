import { JourneyRecord } from '../src/store/journey-record.js';

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const second = (n: number): string =>
  `2026-11-01 10:00:${String(n % 60).padStart(2, '0')}.000000`;

/** One event; name only what the test is about. */
export const aRecord = (n: number, fields: Partial<JourneyRecord>): JourneyRecord => ({
  id: uuid(n),
  source: 'capture',
  event: 'x',
  distinctId: 'ann',
  timestamp: second(n),
  properties: {},
  set: null,
  setOnce: null,
  link: null,
  ...fields,
});

/** Who is who by repeated relabelling, and what is known by sorting all that was told. */
export const recountPersons = (records: JourneyRecord[]) => {
  const ordered = records.toSorted(
    (a, b) => a.timestamp.localeCompare(b.timestamp) || a.id.localeCompare(b.id),
  );
  const links = ordered.filter(({ link, distinctId }) => link && link.distinct_id !== distinctId);
  const pairs = links
    .filter(
      ({ link, id }) =>
        link?.kind === 'alias' ||
        links.find(
          (other) =>
            other.link?.kind === 'identify' && other.link.distinct_id === link?.distinct_id,
        )?.id === id,
    )
    .map(({ distinctId, link }): [string, string] => [distinctId, link?.distinct_id ?? '']);
  const ids = [
    ...new Set([
      ...records.map(({ distinctId }) => distinctId),
      ...links.map(({ link }) => link?.distinct_id ?? ''),
    ]),
  ];
  const label = new Map(ids.map((id) => [id, id]));
  for (let turn = 0; turn < ids.length; turn += 1) {
    for (const [a, b] of pairs) {
      const low = [label.get(a) ?? a, label.get(b) ?? b].toSorted()[0] ?? a;
      label.set(a, low).set(b, low);
    }
  }
  return [...new Set(label.values())].toSorted().map((name) => {
    const members = ids.filter((id) => label.get(id) === name).toSorted();
    const own = ordered.filter(({ distinctId }) => members.includes(distinctId));
    return {
      members,
      email: (own.findLast(({ set }) => set)?.set?.email as string | undefined) ?? null,
      plan: (own.find(({ setOnce }) => setOnce)?.setOnce?.plan as string | undefined) ?? null,
    };
  });
};
