import { Flags, MessageType, PayloadType } from '../frame/frame';
import type { Frame } from '../frame/frame';
import { readObject, stringOf, writeObject } from './json';

export interface ChannelClosed {
  readonly sessionId: string;
  /** Empty at a normal end, else the error that the person sees. */
  readonly output: string;
}

/** Ends a session at once: it has no place in the sequence and is not acknowledged. */
export function channelClosedFrame(closed: ChannelClosed, clientId: string, messageId: string, createdDate: number): Frame {
  return {
    messageType: MessageType.CHANNEL_CLOSED,
    schemaVersion: 1,
    createdDate,
    sequenceNumber: 0,
    flags: Flags.SYN_FIN,
    messageId,
    payloadType: PayloadType.NONE,
    payload: writeObject({
      MessageType: MessageType.CHANNEL_CLOSED,
      MessageId: messageId,
      DestinationId: clientId,
      SessionId: closed.sessionId,
      SchemaVersion: 1,
      CreatedDate: new Date(createdDate).toISOString(),
      Output: closed.output,
    }),
  };
}

/** A body that cannot be read still closes the channel. */
export function readChannelClosed(frame: Frame): ChannelClosed {
  const body = readObject(frame.payload);
  return { sessionId: stringOf(body?.SessionId), output: stringOf(body?.Output) };
}
