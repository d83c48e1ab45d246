import type { GetConnectionStatusRequest, GetConnectionStatusResponse } from '@aws-sdk/client-ssm';
import { AwsError } from '../../gateway/aws-error';
import type { Operation } from '../../gateway/operation';
import { unsupported, validation } from '../../session/errors';
import { connectTo } from '../../session/target/exec-target';
import { findContainer } from '../../session/target/find-container';
import { refuseOthers } from '../support/accepting';
import type { SessionDependencies } from './session-dependencies';
import { targetArn } from './target-arn';

type Dependencies = Pick<SessionDependencies, 'managedInstances' | 'fleet' | 'exec'>;

/** Whether a session can be started on an instance, or in a container, now. One that is unknown is `notconnected`, as on AWS. */
export function getConnectionStatus(dependencies: Dependencies): Operation<GetConnectionStatusRequest, GetConnectionStatusResponse> {
  return {
    async run(input) {
      refuseOthers('GetConnectionStatus', input, ['Target'], unsupported);
      const { Target: target } = input;
      if (!target) throw validation('Target is required: the id of an instance.');
      return { Target: target, Status: await isConnected(target, dependencies) ? 'connected' : 'notconnected' };
    },
    access: ({ Target: target = '' }, call) => [{ action: 'ssm:GetConnectionStatus', resource: targetArn(target, call) }],
  };
}

async function isConnected(target: string, { managedInstances, fleet, exec }: Dependencies): Promise<boolean> {
  if (!target.startsWith('ecs:')) {
    return fleet.isRunning(target) && managedInstances().some(({ instanceId, pingStatus }) => instanceId === target && pingStatus === 'Online');
  }
  const found = findContainer(target, exec);
  if (found === undefined) return false;
  try {
    await connectTo(found.found, found.container, exec);
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}
