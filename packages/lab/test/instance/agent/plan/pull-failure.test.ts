import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pullFailure } from '../../../../src/instance/agent/plan/pull-failure';

const DAEMON = 'Error response from daemon: ';

describe('a pull that failed', () => {
  const reason = (text: string) => pullFailure(new Error(DAEMON + text)).reason;

  it('has the agent\'s advice before the engine\'s own text where the agent knows the case', () => {
    const denied = 'pull access denied for no/such, repository does not exist or may require \'docker login\': denied: requested access to the resource is denied';
    assert.equal(reason(denied), `CannotPullContainerError: The task can’t pull the image. Check whether the image exists. ${DAEMON}${denied}`);
    const role = 'pull access denied: denied: User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: ecr:BatchGetImage on resource: arn';
    assert.equal(reason(role),
      `CannotPullContainerError: The task can’t pull the image. Check that the role has the permissions to pull images from the registry. ${DAEMON}${role}`);
    const slow = 'Get "https://x/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)';
    assert.equal(reason(slow), `CannotPullContainerError: The task can’t pull the image. Check your network configuration. ${DAEMON}${slow}`);
  });

  it('has the engine\'s text alone where it does not', () => {
    const refused = 'Get "http://localhost:9/v2/": dial tcp 127.0.0.1:9: connect: connection refused';
    assert.equal(reason(refused), `CannotPullContainerError: ${DAEMON}${refused}`);
  });
});
