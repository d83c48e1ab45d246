/** What the client uses of a WebSocket: that of Node 22 (global) and that of the `ws` package both fit. */
export interface WebSocketLike {
  binaryType: string;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: string | Uint8Array): void;
  close(): void;
}

export type WebSocketConstructor = new (url: string) => WebSocketLike;

/** Node's own, where it has one. */
export function globalWebSocket(): WebSocketConstructor {
  const found: unknown = Reflect.get(globalThis, 'WebSocket');
  if (typeof found !== 'function') {
    throw new Error(`Node ${process.version} has no global WebSocket: use Node 22 or later, or pass the WebSocket of the ws package`);
  }
  return found as WebSocketConstructor;
}
