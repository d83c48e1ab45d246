import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lab } from '../../lab';
import type { Table } from '../../state/store';
import { noSuchBucket, noSuchKey } from './errors';
import type { BucketRecord, ObjectRecord, UploadRecord } from './records';

/** Buckets and objects: records in the store, bodies as files below the lab's home. */
export interface Buckets {
  readonly table: Table<BucketRecord>;
  readonly uploads: Table<UploadRecord>;
  /** Throws `NoSuchBucket`. */
  bucket(name: string | undefined): BucketRecord;
  /** In the order of their keys. */
  objects(bucket: string): readonly ObjectRecord[];
  find(bucket: string, key: string): ObjectRecord | undefined;
  /** Throws `NoSuchKey`. */
  object(bucket: string, key: string): ObjectRecord;
  put(object: ObjectRecord): void;
  remove(bucket: string, key: string): void;
  /** Writes a body to disk; gives its file's name. */
  writeBody(body: Uint8Array): Promise<string>;
  readBody(file: string): Promise<Buffer>;
  /** Removes a body once nothing durable names it. */
  dropBody(file: string): void;
}

export function createBuckets({ store, home, log }: Pick<Lab, 'store' | 'home' | 'log'>): Buckets {
  const folder = join(home, 's3');
  const table = store.table<BucketRecord>('s3.buckets');
  const objects = store.table<ObjectRecord>('s3.objects');
  const uploads = store.table<UploadRecord>('s3.uploads');
  const idOf = (bucket: string, key: string): string => `${bucket}/${key}`;
  const dropBody = (file: string): void => {
    store.flushed().then(() => rm(join(folder, file), { force: true })).catch((error: unknown) => log.warn(`s3 body ${file} stays behind: ${String(error)}`));
  };
  return {
    table,
    uploads,
    bucket(name = '') {
      const bucket = table.get(name);
      if (!bucket) throw noSuchBucket(name);
      return bucket;
    },
    objects: (bucket) => objects.list().filter((object) => object.bucket === bucket)
      .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key))),
    find: (bucket, key) => objects.get(idOf(bucket, key)),
    object(bucket, key) {
      const object = objects.get(idOf(bucket, key));
      if (!object) throw noSuchKey(key);
      return object;
    },
    put(object) {
      const before = objects.get(idOf(object.bucket, object.key));
      objects.put(idOf(object.bucket, object.key), object);
      if (before) dropBody(before.file);
    },
    remove(bucket, key) {
      const before = objects.get(idOf(bucket, key));
      if (!before) return;
      objects.delete(idOf(bucket, key));
      dropBody(before.file);
    },
    async writeBody(body) {
      await mkdir(folder, { recursive: true });
      const name = randomUUID();
      const file = await open(join(folder, name), 'wx');
      try {
        await file.writeFile(body);
        await file.sync();
      } finally {
        await file.close();
      }
      return name;
    },
    readBody: (file) => readFile(join(folder, file)),
    dropBody,
  };
}
