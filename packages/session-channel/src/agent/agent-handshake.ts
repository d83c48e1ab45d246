import { ActionStatus, readHandshakeResponse, writeHandshakeRequest } from '../message/handshake';
import type { RequestedAction } from '../message/handshake';
import type { JsonObject } from '../message/json';

/** The handshake that an agent asks for. */
export interface AgentHandshake {
  /** `Standard_Stream`, `InteractiveCommands`, `NonInteractiveCommands` or `Port`. */
  readonly sessionType: string;
  /** What the client has to know of the session, such as the port. Default: nothing */
  readonly properties?: JsonObject;
  /** Shown as the agent's own version. */
  readonly agentVersion: string;
  /** Further actions, after the session type. Default: none */
  readonly furtherActions?: readonly RequestedAction[];
  /** Shown to the person. Default: none */
  readonly customerMessage?: string;
}

export const HANDSHAKE_TIMED_OUT =
  'Handshake timed out. Please ensure that you have the latest version of the session manager plugin.';

export function requestOf(handshake: AgentHandshake): Uint8Array {
  return writeHandshakeRequest({
    agentVersion: handshake.agentVersion,
    actions: [
      { actionType: 'SessionType', parameters: { SessionType: handshake.sessionType, Properties: handshake.properties ?? null } },
      ...handshake.furtherActions ?? [],
    ],
  });
}

/** Why the client's answer ends the session; nothing where it agreed to everything. */
export function failureOf(payload: Uint8Array): string | undefined {
  const response = readHandshakeResponse(payload);
  if (response === undefined) return 'Encountered error while initiating handshake. The response could not be read.';
  const failed = response.actions.filter(({ status }) => status !== ActionStatus.SUCCESS)
    .map(({ actionType, status, error }) => `${actionType} failed on client with status ${status} error: ${error}`);
  const reasons = [...failed, ...response.errors];
  return reasons.length === 0 ? undefined : `Encountered error while initiating handshake. ${reasons.join(', ')}`;
}
