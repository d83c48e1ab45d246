import { targetKind, type EcsParameters, type TargetRecord } from '../../events/target';
import { refuseOthers, refusalText } from '../support/accepting';
import { validation } from './model';

/** Members of a target that the lab honours. */
export const TARGET_MEMBERS = ['Arn', 'EcsParameters', 'Id', 'Input', 'RoleArn'] as const satisfies readonly (keyof TargetRecord)[];
/** Members of `EcsParameters` that the lab honours. */
export const ECS_MEMBERS = [
  'CapacityProviderStrategy', 'EnableECSManagedTags', 'EnableExecuteCommand', 'Group', 'LaunchType', 'NetworkConfiguration', 'PlacementConstraints',
  'PlacementStrategy', 'PropagateTags', 'ReferenceId', 'Tags', 'TaskCount', 'TaskDefinitionArn',
] as const satisfies readonly (keyof EcsParameters)[];

const refusal = (where: string, member: string, accepted: readonly string[]) => validation(refusalText(where, member, accepted));

/** Refuses, with EventBridge's words or by name, a target that the lab would not act upon. */
export function checkTarget(target: TargetRecord): void {
  refuseOthers('a target', target, TARGET_MEMBERS, refusal);
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(target.Id)) throw validation(`Provided Id ${target.Id} of a target is not valid: it must have 1 to 64 letters, digits and .-_`);
  const kind = targetKind(target.Arn);
  if (kind === undefined) {
    throw validation(`Target ${target.Arn} is not supported by this lab: name an ECS cluster with EcsParameters, or a Lambda function`);
  }
  if (target.Input !== undefined) checkInput(target);
  if (kind === 'lambda') return;
  if (target.EcsParameters === undefined) throw validation(`EcsParameters is required for target ${target.Arn}.`);
  refuseOthers('EcsParameters', target.EcsParameters, ECS_MEMBERS, refusal);
  if (target.RoleArn === undefined) throw validation(`RoleArn is required for target ${target.Arn}.`);
  const { LaunchType: type = 'EC2' } = target.EcsParameters;
  if (type !== 'EC2') throw validation(`LaunchType ${type} of a target is not there in this lab; use EC2`);
}

function checkInput({ Input = '', Id }: TargetRecord): void {
  try {
    JSON.parse(Input);
  } catch {
    throw validation(`JSON syntax error in input for target ${Id} : ${Input.slice(0, 100)}`);
  }
}
