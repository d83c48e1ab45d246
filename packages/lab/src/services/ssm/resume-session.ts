import type { ResumeSessionRequest, ResumeSessionResponse } from '@aws-sdk/client-ssm';
import { AwsError } from '../../gateway/aws-error';
import type { Operation } from '../../gateway/operation';
import { unsupported } from '../../session/errors';
import { refuseOthers } from '../support/accepting';
import type { SessionDependencies } from './session-dependencies';

/** A new token for a session whose connection broke. Without a token in the answer the session has timed out. */
export function resumeSession({ broker }: Pick<SessionDependencies, 'broker'>): Operation<ResumeSessionRequest, ResumeSessionResponse> {
  return {
    run(input) {
      refuseOthers('ResumeSession', input, ['SessionId'], unsupported);
      const sessionId = input.SessionId ?? '';
      if (broker.find(sessionId) === undefined) throw new AwsError('DoesNotExistException', `Session ${sessionId} does not exist.`);
      const opened = broker.resume(sessionId);
      return opened === undefined
        ? { SessionId: sessionId }
        : { SessionId: sessionId, StreamUrl: opened.streamUrl, TokenValue: opened.tokenValue };
    },
    access: ({ SessionId: sessionId = '' }, { region, accountId }) =>
      [{ action: 'ssm:ResumeSession', resource: `arn:aws:ssm:${region}:${accountId}:session/${sessionId}` }],
  };
}
