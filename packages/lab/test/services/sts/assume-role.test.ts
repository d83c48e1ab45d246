import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CreateRoleCommand, IAMClient, ListRolesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { iamService } from '../../../src/services/iam/registry';
import { stsService } from '../../../src/services/sts/registry';
import { servicePrincipal } from '../../../src/iam/principals';
import { FakeClock } from '../../support/fake-clock';
import { startTestLab, type TestLab } from '../../support/lab';

const trust = (principal: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] });
const ACCOUNT = { AWS: 'arn:aws:iam::123456789012:root' };
const arn = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;

describe('AssumeRole', () => {
  const clock = new FakeClock(new Date().toISOString());
  let lab: TestLab;
  let sts: STSClient;
  let iam: IAMClient;
  before(async () => {
    lab = await startTestLab((core) => [iamService({ ...core, ...core.lab }), stsService(core)], { clock });
    sts = new STSClient(lab.clientOptions);
    iam = new IAMClient(lab.clientOptions);
    for (const [name, principal] of Object.entries({ 'operator': ACCOUNT, 'task': { Service: 'ecs-tasks.amazonaws.com' }, 'cdk-hnb659fds-deploy-role-123456789012-us-east-1': ACCOUNT })) {
      await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust(principal) }));
    }
  });
  after(() => lab.stop());

  const clientOf = async (role: string): Promise<typeof lab.clientOptions> => {
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: arn(role), RoleSessionName: 'me' }));
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
    return { ...lab.clientOptions, credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, ...{ sessionToken: SessionToken } } };
  };

  it('gives keys that are the role', async () => {
    const identity = await new STSClient(await clientOf('operator')).send(new GetCallerIdentityCommand({}));
    assert.equal(identity.Arn, 'arn:aws:sts::123456789012:assumed-role/operator/me');
    assert.match(identity.UserId ?? '', /^AROA[A-Z2-7]{17}:me$/);
  });

  it('refuses what it would not act upon, by name', async () => {
    await assert.rejects(sts.send(new AssumeRoleCommand({ RoleArn: arn('operator'), RoleSessionName: 'me', SourceIdentity: 'someone' })), {
      message: /^SourceIdentity of AssumeRole is not supported by this lab; supported there: RoleArn, RoleSessionName, DurationSeconds, ExternalId$/ });
  });

  it('lets a role do only what its policies allow', async () => {
    const operator = new IAMClient(await clientOf('operator'));
    await assert.rejects(operator.send(new ListRolesCommand({})), {
      name: 'AccessDenied',
      message: 'User: arn:aws:sts::123456789012:assumed-role/operator/me is not authorized to perform: iam:ListRoles on resource: * because no identity-based policy allows the iam:ListRoles action',
    });
    await iam.send(new PutRolePolicyCommand({ RoleName: 'operator', PolicyName: 'list', PolicyDocument: JSON.stringify({ Statement: { Effect: 'Allow', Action: 'iam:List*', Resource: '*' } }) }));
    assert.equal((await operator.send(new ListRolesCommand({}))).Roles?.length, 3);
  });

  it('trusts the roles of cdk bootstrap', async () => {
    const tool = new IAMClient(await clientOf('cdk-hnb659fds-deploy-role-123456789012-us-east-1'));
    assert.equal((await tool.send(new ListRolesCommand({}))).Roles?.length, 3);
  });

  it('asks the trust policy', async () => {
    const refused = { name: 'AccessDenied', message: `User: arn:aws:iam::123456789012:root is not authorized to perform: sts:AssumeRole on resource: ${arn('task')}` };
    await assert.rejects(sts.send(new AssumeRoleCommand({ RoleArn: arn('task'), RoleSessionName: 'me' })), refused);
    await lab.lab.invoke('sts', 'AssumeRole', { RoleArn: arn('task'), RoleSessionName: 'me' }, servicePrincipal('ecs-tasks.amazonaws.com'));
    await assert.rejects(sts.send(new AssumeRoleCommand({ RoleArn: arn('nobody'), RoleSessionName: 'me' })), { name: 'AccessDenied' });
  });

  it('asks a role that goes through the account for a permission of its own', async () => {
    const operator = new STSClient(await clientOf('operator'));
    const command = { RoleArn: arn('cdk-hnb659fds-deploy-role-123456789012-us-east-1'), RoleSessionName: 'me' };
    await assert.rejects(operator.send(new AssumeRoleCommand(command)), { name: 'AccessDenied' });
    await iam.send(new PutRolePolicyCommand({ RoleName: 'operator', PolicyName: 'assume', PolicyDocument: JSON.stringify({ Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: command.RoleArn } }) }));
    assert.ok((await operator.send(new AssumeRoleCommand(command))).Credentials);
  });

  it('ends sessions when their time is over', async () => {
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: arn('operator'), RoleSessionName: 'me', DurationSeconds: 900 }));
    const options = { ...lab.clientOptions, credentials: { accessKeyId: Credentials?.AccessKeyId ?? '', secretAccessKey: Credentials?.SecretAccessKey ?? '', sessionToken: Credentials?.SessionToken ?? '' } };
    await clock.advance(899_000);
    await new STSClient(options).send(new GetCallerIdentityCommand({}));
    await clock.advance(2_000);
    await assert.rejects(new STSClient(options).send(new GetCallerIdentityCommand({})), { name: 'ExpiredToken', message: 'The security token included in the request is expired' });
  });

  it('refuses what it does not evaluate', async () => {
    await assert.rejects(sts.send(new AssumeRoleCommand({ RoleArn: arn('operator'), RoleSessionName: 'me', Policy: '{}' })), /does not evaluate session policies/);
    await assert.rejects(sts.send(new AssumeRoleCommand({ RoleArn: arn('operator'), RoleSessionName: 'm' })), { name: 'ValidationError' });
  });

  it('gives the account temporary keys', async () => {
    const { Credentials } = await sts.send(new GetSessionTokenCommand({}));
    assert.ok((Credentials?.Expiration?.getTime() ?? 0) > clock.now().getTime());
  });
});
