/** Message types of the wire; any other is passed through by the codec and ignored by both sides. */
export const MessageType = {
  INPUT: 'input_stream_data',
  OUTPUT: 'output_stream_data',
  ACKNOWLEDGE: 'acknowledge',
  CHANNEL_CLOSED: 'channel_closed',
  START_PUBLICATION: 'start_publication',
  PAUSE_PUBLICATION: 'pause_publication',
} as const;

/** What the payload of a stream message is. */
export const PayloadType = {
  NONE: 0,
  OUTPUT: 1,
  ERROR: 2,
  SIZE: 3,
  PARAMETER: 4,
  HANDSHAKE_REQUEST: 5,
  HANDSHAKE_RESPONSE: 6,
  HANDSHAKE_COMPLETE: 7,
  ENCRYPTION_CHALLENGE_REQUEST: 8,
  ENCRYPTION_CHALLENGE_RESPONSE: 9,
  FLAG: 10,
  STANDARD_ERROR: 11,
  EXIT_CODE: 12,
} as const;

/** Payloads of the type `FLAG`, as big-endian numbers of four bytes. */
export const Flag = { DISCONNECT_TO_PORT: 1, TERMINATE_SESSION: 2, CONNECT_TO_PORT_ERROR: 3 } as const;

/** Bits of `Frame.flags`. Nobody checks them; they are set as the real agent sets them. */
export const Flags = { NONE: 0, SYN: 1, FIN: 2, SYN_FIN: 3 } as const;

/** One binary message of the data channel. */
export interface Frame {
  /** At most 32 characters of ASCII, without blanks at the ends. */
  readonly messageType: string;
  readonly schemaVersion: number;
  /** Milliseconds since the epoch; never 0. */
  readonly createdDate: number;
  readonly sequenceNumber: number;
  readonly flags: number;
  /** Lower-case UUID with hyphens. */
  readonly messageId: string;
  /** 0 where the message is no stream message. */
  readonly payloadType: number;
  readonly payload: Uint8Array;
}

/** Header length of every frame but the service's own publication messages. */
export const HEADER_LENGTH = 116;
/** Header length of the publication messages of the real service: there is no payload type then. */
export const SHORT_HEADER_LENGTH = 112;

/** `start_publication` and `pause_publication` are exempt from every check, as in the real client and agent. */
export function isPublication(messageType: string): boolean {
  return messageType === MessageType.START_PUBLICATION || messageType === MessageType.PAUSE_PUBLICATION;
}
