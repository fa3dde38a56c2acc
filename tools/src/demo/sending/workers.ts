/**
 * Works off `tasks`, `count` at a time; a task is made only when a worker is free for it. After a failure no
 * further one is made, and the failure is thrown once those under way have ended; `onFailure` may hurry them.
 */
export async function workOff<T>(
  tasks: Iterator<T>,
  count: number,
  work: (task: T) => Promise<void>,
  onFailure: () => void,
): Promise<void> {
  const failures: unknown[] = [];
  const worker = async () => {
    for (let next = tasks.next(); !next.done && failures.length === 0; next = tasks.next()) {
      await work(next.value);
    }
  };
  const guarded = () =>
    worker().catch((error: unknown) => {
      failures.push(error);
      onFailure();
    });
  await Promise.all(Array.from({ length: count }, guarded));
  if (failures.length > 0) throw failures[0];
}
