import type { Readable } from 'node:stream';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';

/** Files of a zip by name. Names that would leave the folder are refused by the reader. */
export async function unzip(zip: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const archive = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true, autoClose: false }, (error, opened) => (opened ? resolve(opened) : reject(error ?? new Error('not a zip'))));
  });
  const files = new Map<string, Buffer>();
  await new Promise<void>((resolve, reject) => {
    archive.on('error', reject);
    archive.on('end', resolve);
    archive.on('entry', (entry: Entry) => {
      if (entry.fileName.endsWith('/')) {
        archive.readEntry();
        return;
      }
      read(archive, entry).then((content) => {
        files.set(entry.fileName, content);
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
