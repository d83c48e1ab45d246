import { readObject, writeObject } from './json';

/** Size of a terminal, in characters. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

export function writeSize(size: TerminalSize): Uint8Array {
  return writeObject({ cols: size.columns, rows: size.rows });
}

/** Nothing where the payload tells no usable size. */
export function readSize(payload: Uint8Array): TerminalSize | undefined {
  const body = readObject(payload);
  return isSide(body?.cols) && isSide(body.rows) ? { columns: body.cols, rows: body.rows } : undefined;
}

function isSide(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 0xffff;
}
