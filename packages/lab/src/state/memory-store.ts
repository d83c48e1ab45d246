import { isDeepStrictEqual } from 'node:util';
import { MemoryTable } from './memory-table';
import type { Store, Table } from './store';

/** A store that forgets, for tests: it freezes records and refuses whatever would not survive a restart. */
export function createMemoryStore(): Store {
  const tables = new Map<string, MemoryTable<unknown>>();
  let sequence = 0;
  return {
    table<T>(name: string): Table<T> {
      let table = tables.get(name);
      if (!table) {
        table = new MemoryTable<unknown>(name, () => ++sequence, ({ id, record }) => {
          if (record !== undefined) requirePlain(`${name}/${id}`, record);
        });
        tables.set(name, table);
      }
      return table as unknown as Table<T>;
    },
    flushed: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

function requirePlain(where: string, record: unknown): void {
  const copy: unknown = JSON.parse(JSON.stringify(record));
  if (!isDeepStrictEqual(copy, withoutUndefined(record))) throw new Error(`record ${where} is not plain JSON: dates, class instances, Map and Set do not survive a restart`);
  freeze(record);
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)
    .map(([key, member]) => [key, withoutUndefined(member)]));
}

function freeze(value: unknown): void {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(freeze);
}
