import { ActionStatus } from '../message/handshake';
import type { HandshakeRequest, HandshakeResponse, ProcessedAction, RequestedAction } from '../message/handshake';

/** Session types whose payload is plain output. */
const SESSION_TYPES = ['Standard_Stream', 'InteractiveCommands', 'NonInteractiveCommands'];

/** What this client can do: sessions of plain output. Encryption is refused, and the agent then ends the session. */
export function answerTo(request: HandshakeRequest, clientVersion: string): HandshakeResponse {
  const actions = request.actions.map(process);
  return { clientVersion, actions, errors: actions.filter(({ error }) => error !== '').map(({ error }) => error) };
}

function process({ actionType, parameters }: RequestedAction): ProcessedAction {
  if (actionType === 'SessionType') {
    const sessionType = String(parameters.SessionType);
    return SESSION_TYPES.includes(sessionType)
      ? { actionType, status: ActionStatus.SUCCESS, error: '' }
      : { actionType, status: ActionStatus.FAILED, error: `session type ${sessionType} is not supported, only ${SESSION_TYPES.join(', ')}` };
  }
  const error = actionType === 'KMSEncryption'
    ? 'encrypted sessions are not supported: remove the KMS key from the configuration of sessions'
    : `action ${actionType} is not supported`;
  return { actionType, status: ActionStatus.UNSUPPORTED, error };
}
