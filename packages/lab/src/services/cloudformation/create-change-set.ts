import type { CreateChangeSetInput, CreateChangeSetOutput } from '@aws-sdk/client-cloudformation';
import type { ChangeSetRecord } from '../../cloudformation/change-set/change-set';
import type { CloudFormation } from '../../cloudformation/cloudformation';
import { stackOperation } from '../../cloudformation/operation';
import { refuseExisting } from '../../cloudformation/prepare/existing-resources';
import { plannedFrom, prepare, readSource } from '../../cloudformation/prepare/prepare';
import { isUnfinished, newStack, requireStackName, requireUpdatable } from '../../cloudformation/stack/new-stack';
import type { StackRecord } from '../../cloudformation/stack/stack';
import { AwsError } from '../../gateway/aws-error';
import type { Principal } from '../../iam/principal';
import { invalid } from '../../cloudformation/template/invalid';

const NO_CHANGES = 'The submitted information didn\'t contain changes. Submit different information to create a change set.';

type Outcome = Pick<ChangeSetRecord, 'status' | 'statusReason' | 'executionStatus' | 'changes' | 'source'>;

/** Prepares a change set at once: what CloudFormation finds out later is in the first DescribeChangeSet already. */
export const createChangeSet = (cloudFormation: CloudFormation) => stackOperation<CreateChangeSetInput, CreateChangeSetOutput>('CreateChangeSet', [
  'StackName', 'ChangeSetName', 'ChangeSetType', 'TemplateBody', 'TemplateURL', 'UsePreviousTemplate', 'Parameters', 'Capabilities', 'RoleARN', 'Tags',
  'ClientToken', 'Description', 'IncludeNestedStacks', 'ImportExistingResources', 'ResourcesToImport', 'OnStackFailure', 'DeploymentConfig',
], async (input, { principal }) => {
  const { stacks, changeSets, lab, events } = cloudFormation;
  const name = requireChangeSetName(input.ChangeSetName);
  const type = input.ChangeSetType ?? 'UPDATE';
  if (type === 'IMPORT' || (input.ResourcesToImport ?? []).length > 0) {
    throw invalid('ChangeSetType IMPORT is not supported by this lab: it cannot take over existing resources; allowed are CREATE and UPDATE');
  }
  if (type === 'UPDATE' && input.OnStackFailure === 'DELETE') throw invalid('OnStackFailure DELETE is for change sets of the type CREATE only');
  const stack = type === 'CREATE' ? stackToCreate(cloudFormation, input, principal) : requireUpdatable(cloudFormation, input.StackName);
  const same = changeSets.of(stack.id).find((other) => other.name === name);
  // the same request once more, after an answer that was lost
  if (same && input.ClientToken !== undefined && same.clientToken === input.ClientToken) return { Id: same.id, StackId: stack.id };
  if (same) throw new AwsError('AlreadyExistsException', `ChangeSet ${name} already exists for stack ${stack.id}`);
  const outcome = await outcomeOf(cloudFormation, input, stack, type, principal);
  // another call may have taken the name while this one read its template
  if (type === 'CREATE' && (stacks.find(stack.name) ?? stack).id !== stack.id) throw new AwsError('AlreadyExistsException', `Stack [${stack.name}] already exists`);
  const id = changeSets.newId(name);
  if (!stacks.find(stack.id)) {
    stacks.put(stack);
    events.add({
      stackId: stack.id, stackName: stack.name, logicalId: stack.name, physicalId: stack.id, type: 'AWS::CloudFormation::Stack', status: stack.status,
      reason: 'User Initiated',
    });
  }
  const roleArn = input.RoleARN ?? stack.roleArn;
  changeSets.put({
    ...outcome, id, name, type, stackId: stack.id, stackName: stack.name, createdAt: lab.clock.now().toISOString(), onStackFailure: input.OnStackFailure ?? 'ROLLBACK',
    ...(input.ClientToken === undefined ? {} : { clientToken: input.ClientToken }),
    ...(input.Description === undefined ? {} : { description: input.Description }), ...(roleArn === undefined ? {} : { roleArn }),
  });
  return { Id: id, StackId: stack.id };
}, cloudFormation);

/** A stack without resources, under review; or the one that an earlier change set has made. */
function stackToCreate(cloudFormation: CloudFormation, input: CreateChangeSetInput, principal: Principal): StackRecord {
  const existing = cloudFormation.stacks.find(input.StackName ?? '');
  if (!existing) return newStack(cloudFormation, requireStackName(input.StackName), principal, input);
  if (existing.status === 'REVIEW_IN_PROGRESS') return existing;
  throw invalid(`Stack [${existing.name}] already exists and cannot be created again with the changeSet [${input.ChangeSetName}].`);
}

async function outcomeOf(
  cloudFormation: CloudFormation, input: CreateChangeSetInput, stack: StackRecord, type: 'CREATE' | 'UPDATE', principal: Principal,
): Promise<Outcome> {
  const before = type === 'UPDATE' ? stack : undefined;
  const read = await readSource(cloudFormation, input, stack, before?.source, principal);
  try {
    const { plan, source } = prepare(cloudFormation, plannedFrom(cloudFormation.stacks, before), read);
    if (type === 'UPDATE' && plan.empty && !isUnfinished(stack)) return failed(read.source, NO_CHANGES);
    if (input.ImportExistingResources) await refuseExisting(plan.changes, cloudFormation.lab.invoke, principal);
    return { status: 'CREATE_COMPLETE', executionStatus: 'AVAILABLE', changes: plan.changes, source };
  } catch (error) {
    if (error instanceof AwsError) return failed(read.source, error.message);
    throw error;
  }
}

function failed(source: ChangeSetRecord['source'], statusReason: string): Outcome {
  return { status: 'FAILED', statusReason, executionStatus: 'UNAVAILABLE', changes: [], source };
}

function requireChangeSetName(name: string | undefined): string {
  if (name !== undefined && /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) return name;
  throw invalid(`1 validation error detected: Value '${name ?? 'null'}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`);
}
