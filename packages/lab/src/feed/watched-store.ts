import type { Store, Table } from '../state/store';
import type { Happening } from './entry';
import type { Feed } from './feed';
import { instanceChanges, machineChanges } from './instance-changes';
import { serviceChanges } from './service-changes';
import { taskChanges } from './task-changes';

/** The tables that the feed tells of, by their names in the store, each with what it tells of a change. */
const WATCHED: Readonly<Record<string, (before: never, is: never) => readonly Happening[]>> = {
  'ecs-tasks': taskChanges,
  'ecs-services': serviceChanges,
  'ecs-container-instances': instanceChanges,
  'ec2.instances': machineChanges,
};

/** The same store, whose changes of tasks, services and instances go to the feed as well. */
export function watchedStore(store: Store, feed: Feed): Store {
  return {
    table: <T>(name: string) => {
      const table = store.table<T>(name);
      // a table has one record type by convention, and so has what tells of it
      const changes = WATCHED[name] as ((before: T | undefined, is: T | undefined) => readonly Happening[]) | undefined;
      return changes === undefined ? table : watchedTable(table, (before, is) => feed.add(changes(before, is)));
    },
    flushed: () => store.flushed(),
    close: () => store.close(),
  };
}

function watchedTable<T>(table: Table<T>, changed: (before: T | undefined, is: T | undefined) => void): Table<T> {
  return {
    get: (id) => table.get(id),
    list: () => table.list(),
    put: (id, record) => {
      const before = table.get(id);
      table.put(id, record);
      changed(before, record);
    },
    delete: (id) => table.delete(id),
  };
}
