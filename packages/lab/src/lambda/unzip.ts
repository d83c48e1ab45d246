import type { Readable } from 'node:stream';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';

/** What was given as a zip cannot be read as one. */
export class NotAZip extends Error {}

/** A file of a zip; what it holds is where it leads, if it is a link. */
export interface ZippedFile {
  readonly content: Buffer;
  readonly isExecutable: boolean;
  readonly isLink: boolean;
}

/** Files of a zip by name. Rejects with `NotAZip`, also for names that would leave the folder. */
export async function unzip(zip: Buffer): Promise<ReadonlyMap<string, ZippedFile>> {
  try {
    return await filesOf(zip);
  } catch (error) {
    throw new NotAZip(error instanceof Error ? error.message : String(error));
  }
}

async function filesOf(zip: Buffer): Promise<ReadonlyMap<string, ZippedFile>> {
  const archive = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true, autoClose: false }, (error, opened) => (opened ? resolve(opened) : reject(error ?? new Error('not a zip'))));
  });
  const files = new Map<string, ZippedFile>();
  await new Promise<void>((resolve, reject) => {
    archive.on('error', reject);
    archive.on('end', resolve);
    archive.on('entry', (entry: Entry) => {
      if (entry.fileName.endsWith('/')) {
        archive.readEntry();
        return;
      }
      read(archive, entry).then((content) => {
        // the upper half of the attributes is what Unix says of the file
        const mode = entry.externalFileAttributes >>> 16;
        files.set(entry.fileName, { content, isExecutable: (mode & 0o111) !== 0, isLink: (mode & 0o170000) === 0o120000 });
        archive.readEntry();
      }, reject);
    });
    archive.readEntry();
  });
  return files;
}

async function read(archive: ZipFile, entry: Entry): Promise<Buffer> {
  const stream = await new Promise<Readable>((resolve, reject) => {
    archive.openReadStream(entry, (error, opened) => (opened ? resolve(opened) : reject(error ?? new Error(`${entry.fileName} cannot be read`))));
  });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
