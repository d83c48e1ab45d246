import { aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ExecConfiguration, HostModeEc2Service } from '../../src';
import { clusterStack, IMAGE, onlyResource, statementsOf } from '../support/stacks';

function called(call: (service: HostModeEc2Service, user: iam.User) => void, withKey = false) {
  const outer = clusterStack();
  const encryptionKey = withKey ? kms.Key.fromKeyArn(outer.stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/k') : undefined;
  const { stack, cluster } = clusterStack({ execConfiguration: ExecConfiguration.notLogged({ encryptionKey }) });
  cluster.addCapacity('Edge');
  const service = cluster.addHostModeService('Proxy', { image: IMAGE, task: { containerName: 'proxy' } });
  call(service, new iam.User(stack, 'OnCall'));
  return { stack, statements: statementsOf(stack, 'OnCall') };
}

test('allows sessions in the container of tagged tasks, and keeps the cluster and the tasks apart', () => {
  const { stack, statements } = called((service, user) => service.grantExecuteCommand(user));
  const tag = (onlyResource(stack, 'AWS::ECS::Service').Properties.Tags as { Key: string; Value: string }[])[0];
  const tagged = { [`aws:ResourceTag/${tag.Key}`]: tag.Value };
  expect(statements.map(({ Action, Condition }) => ({ Action, Condition }))).toEqual([
    { Action: 'ecs:ExecuteCommand', Condition: { StringEquals: { 'ecs:container-name': 'proxy', ...tagged } } },
    { Action: 'ecs:ExecuteCommand', Condition: { StringEquals: { 'ecs:container-name': 'proxy' } } },
    { Action: 'ecs:DescribeTasks', Condition: { StringEquals: tagged } },
  ]);
  const [task, cluster, described] = statements.map(({ Resource }) => JSON.stringify(Resource));
  expect(task).toMatch(/:task\/.*\/\*/);
  expect(cluster).toContain('"Fn::GetAtt"');
  expect(described).toBe(task);
});

test('propagates the tag to the tasks', () => {
  const { stack } = called((service, user) => service.grantExecuteCommand(user));
  expect(onlyResource(stack, 'AWS::ECS::Service').Properties.PropagateTags).toBe('SERVICE');
});

test('tells two services of one cluster apart', () => {
  const { stack, cluster } = clusterStack();
  cluster.addCapacity('Edge');
  cluster.addHostModeService('One', { image: IMAGE });
  cluster.addHostModeService('Two', { image: IMAGE });
  const tags = Object.values(Template.fromStack(stack).findResources('AWS::ECS::Service')).map(({ Properties }) => Properties.Tags[0].Value);
  expect(new Set(tags).size).toBe(2);
});

test('allows data keys where sessions are encrypted', () => {
  const { statements } = called((service, user) => service.grantExecuteCommand(user), true);
  expect(statements).toContainEqual(expect.objectContaining({ Action: 'kms:GenerateDataKey', Resource: 'arn:aws:kms:us-east-1:123456789012:key/k' }));
});

test('denies sessions that go past ECS Exec', () => {
  const { statements } = called((service, user) => service.denyDirectSessions(user));
  expect(statements).toEqual([expect.objectContaining({ Effect: 'Deny', Action: 'ssm:StartSession' })]);
  expect(JSON.stringify(statements[0].Resource)).toMatch(/:ecs:.*:task\/.*\/\*/);
});

test('fails when the policy of the principal cannot be changed', () => {
  expect(() => called((service) => service.denyDirectSessions(new iam.AccountPrincipal('123456789012')))).toThrow(/needs a principal whose policy can be changed/);
});

test.each(['grantExecuteCommand', 'denyDirectSessions'] as const)('fails when %s is called on a service without ECS Exec', (method) => {
  const { stack, cluster } = clusterStack();
  cluster.addCapacity('Edge');
  const service = cluster.addHostModeService('Proxy', { image: IMAGE, enableExecuteCommand: false });
  expect(() => service[method](new iam.User(stack, 'OnCall'))).toThrow(`${method} needs a service with ECS Exec: got enableExecuteCommand false`);
});
