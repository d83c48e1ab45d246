import type { TerminateSessionRequest, TerminateSessionResponse } from '@aws-sdk/client-ssm';
import type { Operation } from '../../gateway/operation';
import { unsupported } from '../../session/errors';
import { refuseOthers } from '../support/accepting';
import type { SessionDependencies } from './session-dependencies';

/** Ends a session. Ids that no session has are no error, as on AWS. */
export function terminateSession({ broker }: Pick<SessionDependencies, 'broker'>): Operation<TerminateSessionRequest, TerminateSessionResponse> {
  return {
    run(input) {
      refuseOthers('TerminateSession', input, ['SessionId'], unsupported);
      const sessionId = input.SessionId ?? '';
      broker.terminate(sessionId);
      return { SessionId: sessionId };
    },
    access: ({ SessionId: sessionId = '' }, { region, accountId }) =>
      [{ action: 'ssm:TerminateSession', resource: `arn:aws:ssm:${region}:${accountId}:session/${sessionId}` }],
  };
}
