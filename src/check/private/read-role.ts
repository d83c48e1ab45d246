import { AppResources } from './app-resources';
import { Json, list, object, Resource } from './resource';
import { RoleModel } from './service-model';

const EXEC_ACTIONS = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map((action) => `ssmmessages:${action}`);

/** AWS managed policies that are known to allow none of these actions; any other one may. */
const WITHOUT_EXEC = /:policy\/(service-role\/AmazonECSTaskExecutionRolePolicy|service-role\/AmazonEC2ContainerServiceforEC2Role|AmazonS3\w+|AmazonDynamoDB\w+|AmazonSQS\w+|CloudWatch\w+)/;

const POLICIES: readonly (readonly [type: string, property: string])[] = [
  ['AWS::IAM::Policy', 'Roles'], ['AWS::IAM::ManagedPolicy', 'Roles'], ['AWS::IAM::RolePolicy', 'RoleName'],
];

/** Reads what the role of a task allows; undefined where the app does not know. */
export function readRole(app: AppResources, reference: unknown): RoleModel | 'missing' | undefined {
  if (reference === undefined) {
    return 'missing';
  }
  const role = app.linked(reference, 'AWS::IAM::Role');
  if (role === undefined) {
    return undefined;
  }
  const properties = app.properties(role);
  const managed = list(properties.ManagedPolicyArns);
  const own = managed.map((arn) => app.linked(arn, 'AWS::IAM::ManagedPolicy'));
  if (managed.some((arn, index) => own[index] === undefined && !WITHOUT_EXEC.test(JSON.stringify(arn)))) {
    return undefined;
  }
  const attached = [
    ...POLICIES.flatMap(([type, property]) => app.referring(type, property, role)),
    ...own.filter((policy): policy is Resource => policy !== undefined),
  ];
  const inline = list(properties.Policies).map((policy) => object(policy).PolicyDocument);
  const statements = [...inline, ...attached.map((policy) => app.properties(policy).PolicyDocument)]
    .flatMap((document) => several(object(document).Statement)).map(object);
  const denied = (action: string) => statements.some((statement) => mustDeny(statement, action));
  const lacks = (action: string) => denied(action) || !statements.some((statement) => mayAllow(statement, action));
  return { path: role.node.path, missingExecActions: EXEC_ACTIONS.filter(lacks) };
}

/** Whether a statement may allow the action, under whatever condition. */
function mayAllow({ Effect: effect, Action: action, NotAction: notAction, Resource: resource }: Json, wanted: string): boolean {
  if (effect === 'Deny' || !several(resource ?? '*').some(mayBeAll)) {
    return false;
  }
  return notAction !== undefined || several(action).some((pattern) => typeof pattern !== 'string' || matches(pattern, wanted));
}

/** Whether a statement denies the action, whatever comes. */
function mustDeny({ Effect: effect, Action: action, Resource: resource, Condition: condition }: Json, wanted: string): boolean {
  return effect === 'Deny' && condition === undefined && several(resource).includes('*')
    && several(action).some((pattern) => typeof pattern === 'string' && matches(pattern, wanted));
}

/** These actions know no resource but all of them. */
function mayBeAll(resource: unknown): boolean {
  return typeof resource !== 'string' || resource.startsWith('*') || resource.includes('ssmmessages');
}

function several(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function matches(pattern: string, action: string): boolean {
  const expression = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${expression}$`, 'i').test(action);
}
