import type { IncomingMessage } from 'node:http';
import type { WireRequest } from '../protocol/codec';

/** Largest body that is read, in bytes: assets travel in one piece. */
const LIMIT = 256 * 1024 * 1024;

export class BodyTooLarge extends Error {}

/** Reads a request to its end; throws `BodyTooLarge` past the limit. */
export async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LIMIT) throw new BodyTooLarge(`the body is larger than the ${LIMIT / 1024 / 1024} MiB that this lab reads`);
    chunks.push(chunk);
  }
  const url = incoming.url ?? '/';
  const cut = url.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: cut < 0 ? url : url.slice(0, cut),
    query: new URLSearchParams(cut < 0 ? '' : url.slice(cut + 1)),
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  };
}
