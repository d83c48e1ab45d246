import type { Table } from '../../state/store';

/** The table, with somebody who is told after every change. */
export const watchedTable = <T>(table: Table<T>, changed: () => void): Table<T> => ({
  get: (id) => table.get(id),
  list: () => table.list(),
  put(id, record) {
    table.put(id, record);
    changed();
  },
  delete(id) {
    table.delete(id);
    changed();
  },
});
