import { Flags, MessageType, PayloadType } from '../frame/frame';
import type { Frame } from '../frame/frame';
import { readObject, writeObject } from './json';

/** The answer to a stream message; it is itself never acknowledged. */
export function acknowledgeOf(frame: Frame, messageId: string, createdDate: number): Frame {
  return {
    messageType: MessageType.ACKNOWLEDGE,
    schemaVersion: 1,
    createdDate,
    sequenceNumber: 0,
    flags: Flags.SYN_FIN,
    messageId,
    payloadType: PayloadType.NONE,
    payload: writeObject({
      AcknowledgedMessageType: frame.messageType,
      AcknowledgedMessageId: frame.messageId,
      AcknowledgedMessageSequenceNumber: frame.sequenceNumber,
      IsSequentialMessage: true,
    }),
  };
}

/** The sequence number that is acknowledged: all that either side looks at. */
export function acknowledgedSequence(frame: Frame): number | undefined {
  const sequence = readObject(frame.payload)?.AcknowledgedMessageSequenceNumber;
  return typeof sequence === 'number' && Number.isSafeInteger(sequence) ? sequence : undefined;
}
