import { arrayOf, objectOf, readObject, stringOf, writeObject } from './json';
import type { JsonObject } from './json';

/** Every status but `SUCCESS` is a failure: the real client answers 0 for actions that it does not know. */
export const ActionStatus = { SUCCESS: 1, FAILED: 2, UNSUPPORTED: 3 } as const;

/** Something that the agent asks of the client before the session begins. */
export interface RequestedAction {
  /** `SessionType` or `KMSEncryption`. */
  readonly actionType: string;
  readonly parameters: JsonObject;
}

export interface HandshakeRequest {
  readonly agentVersion: string;
  readonly actions: readonly RequestedAction[];
}

export interface ProcessedAction {
  readonly actionType: string;
  readonly status: number;
  readonly error: string;
}

export interface HandshakeResponse {
  readonly clientVersion: string;
  readonly actions: readonly ProcessedAction[];
  readonly errors: readonly string[];
}

export function writeHandshakeRequest(request: HandshakeRequest): Uint8Array {
  return writeObject({
    AgentVersion: request.agentVersion,
    RequestedClientActions: request.actions.map(({ actionType, parameters }) => ({ ActionType: actionType, ActionParameters: parameters })),
  });
}

export function readHandshakeRequest(payload: Uint8Array): HandshakeRequest | undefined {
  const body = readObject(payload);
  return body && {
    agentVersion: stringOf(body.AgentVersion),
    actions: arrayOf(body.RequestedClientActions).map(objectOf).map((action) => ({
      actionType: stringOf(action.ActionType),
      parameters: objectOf(action.ActionParameters),
    })),
  };
}

export function writeHandshakeResponse(response: HandshakeResponse): Uint8Array {
  return writeObject({
    ClientVersion: response.clientVersion,
    ProcessedClientActions: response.actions.map(({ actionType, status, error }) => ({
      ActionType: actionType, ActionStatus: status, ActionResult: null, Error: error,
    })),
    Errors: response.errors.length === 0 ? null : response.errors,
  });
}

export function readHandshakeResponse(payload: Uint8Array): HandshakeResponse | undefined {
  const body = readObject(payload);
  return body && {
    clientVersion: stringOf(body.ClientVersion),
    actions: arrayOf(body.ProcessedClientActions).map(objectOf).map((action) => ({
      actionType: stringOf(action.ActionType),
      status: typeof action.ActionStatus === 'number' ? action.ActionStatus : 0,
      error: stringOf(action.Error),
    })),
    errors: arrayOf(body.Errors).map(stringOf),
  };
}

/** @param milliseconds how long the handshake took; the wire carries whole nanoseconds */
export function writeHandshakeComplete(milliseconds: number, customerMessage: string): Uint8Array {
  return writeObject({ HandshakeTimeToComplete: Math.round(milliseconds * 1e6), CustomerMessage: customerMessage });
}

/** The message for the person; empty where there is none. */
export function readHandshakeComplete(payload: Uint8Array): string {
  return stringOf(readObject(payload)?.CustomerMessage);
}
