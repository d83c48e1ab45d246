import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Captured {
  readonly from: 'server' | 'plugin';
  readonly bytes: Uint8Array;
}

/** A captured session of the real client: its first text message and every binary frame, in order. */
export function capturedSession(name: 'handshake' | 'nohandshake'): { readonly open: string; readonly frames: readonly Captured[] } {
  const folder = join(import.meta.dirname ?? __dirname, '..', 'fixtures', name);
  const frames = readdirSync(folder).filter((file) => file.endsWith('.hex')).sort().map((file): Captured => ({
    from: file.includes('-server') ? 'server' : 'plugin',
    bytes: Buffer.from(readFileSync(join(folder, file), 'utf8').trim(), 'hex'),
  }));
  return { open: readFileSync(join(folder, '000-plugin.txt'), 'utf8'), frames };
}
