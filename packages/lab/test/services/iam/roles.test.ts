import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  AddRoleToInstanceProfileCommand, AttachRolePolicyCommand, CreateInstanceProfileCommand, CreatePolicyCommand, CreateRoleCommand,
  CreateServiceLinkedRoleCommand, DeleteRoleCommand, DetachRolePolicyCommand, GetInstanceProfileCommand, GetRoleCommand,
  GetRolePolicyCommand, IAMClient, ListAttachedRolePoliciesCommand, ListRolePoliciesCommand, ListRolesCommand, paginateListRoles,
  PutRolePolicyCommand, SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { iamService } from '../../../src/services/iam/registry';
import { startTestLab, type TestLab } from '../../support/lab';

const TRUST = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }] });
const EXEC = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'ssmmessages:OpenDataChannel', Resource: '*' }] });

describe('IAM roles', () => {
  let lab: TestLab;
  let iam: IAMClient;
  before(async () => {
    lab = await startTestLab((core) => [iamService({ ...core, ...core.lab })]);
    iam = new IAMClient(lab.clientOptions);
  });
  after(() => lab.stop());

  it('keeps a role as it was made', async () => {
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'task', AssumeRolePolicyDocument: TRUST, Description: 'é', Tags: [{ Key: 'a', Value: 'b' }] }));
    assert.equal(Role?.Arn, 'arn:aws:iam::123456789012:role/task');
    const found = (await iam.send(new GetRoleCommand({ RoleName: 'task' }))).Role;
    assert.deepEqual(found, Role);
    assert.equal(decodeURIComponent(found?.AssumeRolePolicyDocument ?? ''), TRUST);
    assert.ok(found?.CreateDate instanceof Date);
    await assert.rejects(iam.send(new CreateRoleCommand({ RoleName: 'task', AssumeRolePolicyDocument: TRUST })), { name: 'EntityAlreadyExistsException', message: 'Role with name task already exists.' });
  });

  it('answers unknown roles in the words of AWS', async () => {
    await assert.rejects(iam.send(new GetRoleCommand({ RoleName: 'nobody' })), { name: 'NoSuchEntityException', message: 'The role with name nobody cannot be found.' });
  });

  it('gives lists page by page', async () => {
    for (const RoleName of ['page-a', 'page-b', 'page-c']) await iam.send(new CreateRoleCommand({ RoleName, Path: '/paged/', AssumeRolePolicyDocument: TRUST }));
    const pages: (readonly (string | undefined)[])[] = [];
    for await (const { Roles } of paginateListRoles({ client: iam, pageSize: 2 }, { PathPrefix: '/paged/' })) pages.push(Roles?.map(({ RoleName }) => RoleName) ?? []);
    assert.deepEqual(pages, [['page-a', 'page-b'], ['page-c']]);
    await assert.rejects(iam.send(new ListRolesCommand({ MaxItems: 1_001 })), {
      message: '1 validation error detected: Value \'1001\' at \'maxItems\' failed to satisfy constraint: Member must have value less than or equal to 1000' });
    await assert.rejects(iam.send(new ListRolesCommand({ Marker: 'nothing' })), { message: 'Invalid Marker.' });
  });

  it('lets policies decide, inline and attached', async () => {
    await iam.send(new PutRolePolicyCommand({ RoleName: 'task', PolicyName: 'exec', PolicyDocument: EXEC }));
    assert.deepEqual((await iam.send(new ListRolePoliciesCommand({ RoleName: 'task' }))).PolicyNames, ['exec']);
    assert.equal(decodeURIComponent((await iam.send(new GetRolePolicyCommand({ RoleName: 'task', PolicyName: 'exec' }))).PolicyDocument ?? ''), EXEC);
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'extra', PolicyDocument: JSON.stringify({ Statement: { Effect: 'Allow', Action: 's3:Get*', Resource: '*' } }) }));
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'task', PolicyArn: Policy?.Arn }));
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'task', PolicyArn: 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy' }));
    const { EvaluationResults } = await iam.send(new SimulatePrincipalPolicyCommand({
      PolicySourceArn: 'arn:aws:iam::123456789012:role/task', ActionNames: ['ssmmessages:OpenDataChannel', 's3:GetObject', 'logs:PutLogEvents', 's3:PutObject'],
    }));
    assert.deepEqual(EvaluationResults?.map(({ EvalDecision }) => EvalDecision), ['allowed', 'allowed', 'allowed', 'implicitDeny']);
    assert.equal(lab.authorizer.allows('arn:aws:iam::123456789012:role/task', 's3:GetObject', 'arn:aws:s3:::b/k'), true);
  });

  it('simulates with context, with policies of the request, and for root', async () => {
    const statement = { Effect: 'Allow', Action: 'ecs:ExecuteCommand', Resource: 'arn:aws:ecs:*:*:task/demo/*', Condition: { StringEquals: { 'ecs:container-name': 'main' } } };
    await iam.send(new CreateRoleCommand({ RoleName: 'operator', AssumeRolePolicyDocument: TRUST }));
    await iam.send(new PutRolePolicyCommand({ RoleName: 'operator', PolicyName: 'exec', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) }));
    const simulate = async (PolicySourceArn: string, containers: readonly string[], PolicyInputList: string[] = []) => {
      const { EvaluationResults: [result] = [] } = await iam.send(new SimulatePrincipalPolicyCommand({
        PolicySourceArn, ActionNames: ['ecs:ExecuteCommand'], ResourceArns: ['arn:aws:ecs:us-east-1:123456789012:task/demo/0123'], PolicyInputList,
        ContextEntries: containers.map((name) => ({ ContextKeyName: 'ECS:Container-Name', ContextKeyValues: [name], ContextKeyType: 'string' as const })),
      }));
      return [result?.EvalDecision, result?.MissingContextValues];
    };
    const operator = 'arn:aws:iam::123456789012:role/operator';
    assert.deepEqual(await simulate(operator, ['main']), ['allowed', []]);
    assert.deepEqual(await simulate(operator, ['other']), ['implicitDeny', []]);
    assert.deepEqual(await simulate(operator, []), ['implicitDeny', ['ecs:container-name']]);
    const deny = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'ecs:*', Resource: '*' }] });
    assert.deepEqual(await simulate(operator, ['main'], [deny]), ['explicitDeny', []]);
    assert.deepEqual(await simulate('arn:aws:iam::123456789012:root', []), ['allowed', []]);
    await assert.rejects(simulate('arn:aws:iam::123456789012:role/nobody', []), /cannot be found: this lab simulates roles and the account's root only/);
    await assert.rejects(iam.send(new SimulatePrincipalPolicyCommand({ PolicySourceArn: operator, ActionNames: ['ecs:ExecuteCommand'], PermissionsBoundaryPolicyInputList: [deny] })),
      /this lab simulates identity policies only: leave PermissionsBoundaryPolicyInputList out/);
  });

  it('names the AWS policies that it has when another is asked for', async () => {
    await assert.rejects(iam.send(new AttachRolePolicyCommand({ RoleName: 'task', PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3FullAccess' })), /does not exist or is not attachable.*AdministratorAccess/);
  });

  it('refuses boundaries and broken policies', async () => {
    await assert.rejects(iam.send(new CreateRoleCommand({ RoleName: 'b', AssumeRolePolicyDocument: TRUST, PermissionsBoundary: 'arn:aws:iam::aws:policy/AdministratorAccess' })), /does not evaluate permissions boundaries/);
    await assert.rejects(iam.send(new PutRolePolicyCommand({ RoleName: 'task', PolicyName: 'x', PolicyDocument: '{' })), { name: 'MalformedPolicyDocumentException' });
  });

  it('deletes a role only when nothing hangs on it', async () => {
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'p' }));
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'p', RoleName: 'task' }));
    assert.equal((await iam.send(new GetInstanceProfileCommand({ InstanceProfileName: 'p' }))).InstanceProfile?.Roles?.[0]?.RoleName, 'task');
    await assert.rejects(iam.send(new DeleteRoleCommand({ RoleName: 'task' })), { name: 'DeleteConflictException', message: 'Cannot delete entity, must remove roles from instance profile first.' });
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'task' }));
    assert.equal(AttachedPolicies.length, 2);
    for (const { PolicyArn } of AttachedPolicies) await iam.send(new DetachRolePolicyCommand({ RoleName: 'task', PolicyArn }));
    assert.deepEqual((await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'task' }))).AttachedPolicies ?? [], []);
  });

  it('makes the service-linked role of ECS once', async () => {
    const command = new CreateServiceLinkedRoleCommand({ AWSServiceName: 'ecs.amazonaws.com' });
    assert.equal((await iam.send(command)).Role?.Arn, 'arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS');
    await assert.rejects(iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'ecs.amazonaws.com' })), /AWSServiceRoleForECS has been taken in this account/);
    await assert.rejects(iam.send(new DeleteRoleCommand({ RoleName: 'AWSServiceRoleForECS' })), { name: 'UnmodifiableEntityException' });
  });
});
