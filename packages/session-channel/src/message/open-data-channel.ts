import { readObject } from './json';

/** First message of a client, as text: what it authenticates with. */
export interface OpenDataChannel {
  readonly requestId: string;
  readonly tokenValue: string;
  /** Kept over reconnects. */
  readonly clientId: string;
  readonly clientVersion?: string;
}

export function writeOpenDataChannel(message: OpenDataChannel): string {
  return JSON.stringify({
    MessageSchemaVersion: '1.0',
    RequestId: message.requestId,
    TokenValue: message.tokenValue,
    ClientId: message.clientId,
    ...(message.clientVersion === undefined ? {} : { ClientVersion: message.clientVersion }),
  });
}

/** Nothing where the text is no such message. Older clients tell no version. */
export function readOpenDataChannel(text: string): OpenDataChannel | undefined {
  const body = readObject(text);
  if (typeof body?.TokenValue !== 'string' || typeof body.ClientId !== 'string' || typeof body.RequestId !== 'string') return undefined;
  return {
    requestId: body.RequestId,
    tokenValue: body.TokenValue,
    clientId: body.ClientId,
    ...(typeof body.ClientVersion === 'string' ? { clientVersion: body.ClientVersion } : {}),
  };
}
