import type { SignalResourceInput } from '@aws-sdk/client-cloudformation';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import type { SignalStatus } from '../../cloudformation/signals/signal-box';
import { isInProgress, isLiving } from '../../cloudformation/stack/stack';
import { invalid } from '../../cloudformation/template/invalid';

const STATUSES: readonly string[] = ['SUCCESS', 'FAILURE'] satisfies readonly SignalStatus[];

/** Signals a resource that is being made or changed; one that waits for no signals takes them without effect, as on AWS. */
export const signalResource = (cloudFormation: CloudFormation) => stackOperation<SignalResourceInput, object>(
  'SignalResource', ['StackName', 'LogicalResourceId', 'UniqueId', 'Status'], (input) => {
    const { stacks, signals } = cloudFormation;
    const logicalId = required('logicalResourceId', input.LogicalResourceId);
    const uniqueId = required('uniqueId', input.UniqueId);
    const status = required('status', input.Status);
    if (!STATUSES.includes(status)) {
      throw invalid(`1 validation error detected: Value '${status}' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [SUCCESS, FAILURE]`);
    }
    const stack = stacks.require(input.StackName);
    if (!isLiving(stack) || !isInProgress(stack.status)) throw invalid(`Stack ${stack.id} is in ${stack.status} state and cannot be signaled`);
    const resource = stacks.resource(stack.id, logicalId);
    if (!resource) throw invalid(`Resource ${logicalId} does not exist for stack ${stack.name}`);
    if (!resource.status.endsWith('_IN_PROGRESS')) throw invalid(`Resource ${logicalId} is in ${resource.status} state and cannot be signaled`);
    const box = signals.find(stack.id, logicalId);
    if (box?.statusOf(uniqueId) !== undefined && status !== 'FAILURE') {
      throw invalid(`Signal with ID ${uniqueId} for resource ${logicalId} already exists. Signals may only be updated with a FAILURE status.`);
    }
    box?.add({ uniqueId, status: status as SignalStatus });
    return {};
  }, cloudFormation);

function required(member: string, value: string | undefined): string {
  if (value !== undefined && value !== '') return value;
  throw invalid(`1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must not be null`);
}
