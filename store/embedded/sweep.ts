import type { Committer } from './commit.js';
import { readFilter } from './filter.js';
import type { Table } from './table.js';

const AT_ONCE = 200;

/** Deletes what its expiring index says is too old, in small portions so that others get their turn. */
export async function sweepExpired(
  now: Date,
  needs: { committer: Committer; tableOf(name: string): Table; names(): string[]; compact(): void },
): Promise<void> {
  const expiring = await needs.committer.read(() =>
    needs.names().flatMap((name) => needs.tableOf(name).specs.map((spec) => ({ name, spec }))),
  );
  for (const { name, spec } of expiring) {
    if (spec.expireAfterSeconds === undefined) continue;
    const [path = ''] = Object.keys(spec.key);
    const condition = readFilter(
      { [path]: { $lte: new Date(now.getTime() - spec.expireAfterSeconds * 1000) } },
      'a sweep',
    );
    const portion = () => {
      const table = needs.tableOf(name);
      const rows = [...table.rows({ condition, limit: AT_ONCE })];
      for (const row of rows) table.remove(row);
      return rows.length;
    };
    while ((await needs.committer.write(portion)) === AT_ONCE);
  }
  needs.compact();
}
