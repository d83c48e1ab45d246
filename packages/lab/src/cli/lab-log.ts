import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import type { LabLog } from '../lab';

/** Above this many bytes a log is put aside at the next start. */
const LARGEST = 10 * 1024 * 1024;

/** A log in a file; `warned` is told of warnings too. */
export function openLog(file: string, warned: (message: string) => void): LabLog & { close(): Promise<void> } {
  if (existsSync(file) && statSync(file).size > LARGEST) renameSync(file, `${file}.1`);
  const stream = createWriteStream(file, { flags: 'a' });
  let broken = false;
  stream.on('error', (error) => {
    if (!broken) warned(`the log ${file} cannot be written: ${error.message}`);
    broken = true;
  });
  const write = (level: string, message: string): void => {
    if (!broken) stream.write(`${new Date().toISOString()} ${level} ${message}\n`);
  };
  return {
    info: (message) => write('info', message),
    warn: (message) => {
      write('warn', message);
      warned(message);
    },
    close: () => new Promise((resolve) => {
      if (broken) resolve();
      else stream.end(() => resolve());
    }),
  };
}
