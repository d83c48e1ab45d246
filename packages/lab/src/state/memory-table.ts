import type { Table } from './store';

/** One change on its way to the disk; `undefined` deletes. */
export interface Change {
  readonly table: string;
  readonly id: string;
  readonly sequence: number;
  readonly record: unknown;
}

/** A table in memory that tells every change; `Map` keeps the order of first insertion. */
export class MemoryTable<T> implements Table<T> {
  private readonly records = new Map<string, { readonly sequence: number; readonly record: T }>();
  private listed: readonly T[] | undefined;

  constructor(
    private readonly name: string,
    private readonly nextSequence: () => number,
    private readonly changed: (change: Change) => void,
  ) {}

  get(id: string): T | undefined {
    return this.records.get(id)?.record;
  }

  list(): readonly T[] {
    this.listed ??= [...this.records.values()].map(({ record }) => record);
    return this.listed;
  }

  put(id: string, record: T): void {
    const sequence = this.records.get(id)?.sequence ?? this.nextSequence();
    this.records.set(id, { sequence, record });
    this.listed = undefined;
    this.changed({ table: this.name, id, sequence, record });
  }

  delete(id: string): void {
    if (!this.records.delete(id)) return;
    this.listed = undefined;
    this.changed({ table: this.name, id, sequence: 0, record: undefined });
  }

  /** Fills the table from disk without telling a change. */
  restore(id: string, sequence: number, record: T): void {
    this.records.set(id, { sequence, record });
    this.listed = undefined;
  }
}
