/** The records of one kind. Records are plain JSON and never changed in place: put a new one. */
export interface Table<T> {
  get(id: string): T | undefined;
  /** In order of first insertion. */
  list(): readonly T[];
  put(id: string, record: T): void;
  delete(id: string): void;
}

/**
 * Everything that the lab has acknowledged. Changes are visible at once and durable after `flushed()`:
 * the gateway never sends an answer before that.
 */
export interface Store {
  /** The same name gives the same table. */
  table<T>(name: string): Table<T>;
  /** Resolves when every change made so far is on disk; rejects when the disk refuses (nothing is then acknowledged). */
  flushed(): Promise<void>;
  close(): Promise<void>;
}
