import { mkdir } from 'node:fs/promises';
import { ClassicLevel } from 'classic-level';
import { MemoryTable, type Change } from './memory-table';
import type { Store, Table } from './store';

/** Raised when the shape of what is on disk changes. */
const FORMAT = 1;
const FORMAT_KEY = '!format';

interface Row {
  /** Order of first insertion, across tables. */
  readonly s: number;
  readonly r: unknown;
}

type Write = { readonly type: 'put'; readonly key: string; readonly value: string } | { readonly type: 'del'; readonly key: string };

const keyOf = (table: string, id: string): string => `${table}\u0000${id}`;

/**
 * The lab's durable store: tables in memory, every change also written to `folder`.
 * Changes of one tick go to disk in one synchronous batch; while a batch is being written the next one gathers.
 * Rejects when another process holds the folder or when it was written by another version.
 */
export async function openLevelStore(folder: string): Promise<Store> {
  await mkdir(folder, { recursive: true });
  const store = new LevelStore(folder, await openDatabase(folder));
  await store.load();
  return store;
}

async function openDatabase(folder: string): Promise<ClassicLevel> {
  const database = new ClassicLevel(folder);
  try {
    await database.open();
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'LEVEL_LOCKED') throw new Error(`another lab process uses the state in ${folder}: stop it with ecs-lab down, or give this lab another --name`);
    throw new Error(`the state in ${folder} cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  return database;
}

class LevelStore implements Store {
  private readonly tables = new Map<string, MemoryTable<unknown>>();
  private sequence = 0;
  private pending = new Map<string, Change>();
  /** The batch that gathers now; resolves when it is on disk. */
  private gathering: Promise<void> | undefined;
  private writing: Promise<void> = Promise.resolve();
  private broken = false;
  private closed = false;

  constructor(private readonly folder: string, private database: ClassicLevel) {}

  async load(): Promise<void> {
    const rows: [string, Row][] = [];
    let format: string | undefined;
    for await (const [key, value] of this.database.iterator()) {
      if (key === FORMAT_KEY) format = value;
      else rows.push([key, JSON.parse(value) as Row]);
    }
    if (format === undefined && rows.length === 0) await this.database.put(FORMAT_KEY, String(FORMAT), { sync: true });
    else if (format !== String(FORMAT)) {
      await this.database.close();
      throw new Error(`the state in ${this.folder} has format ${format ?? 'unknown'}, this version reads ${FORMAT}: run ecs-lab down to remove it`);
    }
    rows.sort(([, a], [, b]) => a.s - b.s);
    for (const [key, row] of rows) {
      const cut = key.indexOf('\u0000');
      this.memoryTable(key.slice(0, cut)).restore(key.slice(cut + 1), row.s, row.r);
      this.sequence = Math.max(this.sequence, row.s);
    }
  }

  table<T>(name: string): Table<T> {
    // a table has one record type by convention: its name is used in one module only
    return this.memoryTable(name) as unknown as Table<T>;
  }

  flushed(): Promise<void> {
    if (this.gathering) return this.gathering;
    if (this.pending.size > 0) return this.gather();
    return this.writing;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    await this.flushed();
    this.closed = true;
    await this.database.close();
  }

  private memoryTable(name: string): MemoryTable<unknown> {
    let table = this.tables.get(name);
    if (!table) {
      table = new MemoryTable<unknown>(name, () => ++this.sequence, (change) => this.changed(change));
      this.tables.set(name, table);
    }
    return table;
  }

  private changed(change: Change): void {
    if (this.closed) throw new Error(`the state in ${this.folder} is closed: ${change.table} can no longer change`);
    this.pending.set(keyOf(change.table, change.id), change);
    // whoever needs to know asks flushed(); a refusal keeps the changes for the next try
    if (!this.gathering) this.gather().catch(() => undefined);
  }

  private gather(): Promise<void> {
    const previous = this.writing.catch(() => undefined);
    const gathering = previous.then(() => new Promise<void>((resolve) => setImmediate(resolve))).then(() => this.write());
    this.gathering = gathering;
    return gathering;
  }

  /** Takes what has gathered; what is put from now on belongs to the next batch. */
  private write(): Promise<void> {
    const taken = this.pending;
    this.pending = new Map();
    this.gathering = undefined;
    this.writing = this.batch(taken).catch((error: unknown) => {
      for (const [key, change] of taken) if (!this.pending.has(key)) this.pending.set(key, change);
      this.broken = true;
      throw new Error(`the lab's state cannot be written to ${this.folder} (${error instanceof Error ? error.message : String(error)}): free disk space and try again; nothing was acknowledged`);
    });
    return this.writing;
  }

  private async batch(changes: ReadonlyMap<string, Change>): Promise<void> {
    // after a failed write the database refuses until it is opened anew
    if (this.broken) {
      await this.database.close();
      this.database = await openDatabase(this.folder);
      this.broken = false;
    }
    const writes: Write[] = [];
    for (const [key, { sequence, record }] of changes) {
      writes.push(record === undefined ? { type: 'del', key } : { type: 'put', key, value: JSON.stringify({ s: sequence, r: record } satisfies Row) });
    }
    if (writes.length > 0) await this.database.batch(writes, { sync: true });
  }
}
