import { aws_elasticloadbalancing as elb } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { clusterStack, IMAGE, onlyResource, warnings } from '../support/stacks';

function defined() {
  const { stack, vpc, cluster } = clusterStack();
  cluster.addCapacity('Batch');
  return { stack, vpc, service: cluster.addNoneModeService('Sleep', { image: IMAGE, command: ['sleep', '3600'] }) };
}

test('defines a task without ports', () => {
  const { stack } = defined();
  const task = onlyResource(stack, 'AWS::ECS::TaskDefinition').Properties;
  expect(task).toMatchObject({ NetworkMode: 'none', ContainerDefinitions: [{ Name: 'main', Command: ['sleep', '3600'] }] });
  expect(JSON.stringify(task)).not.toContain('PortMappings');
});

test('defines no ECS Exec, which cannot reach a task without a network', () => {
  expect(JSON.stringify(Template.fromStack(defined().stack).toJSON())).not.toMatch(/EnableExecuteCommand|ssmmessages/);
});

test('keeps tasks running while they are replaced: there is no port to wait for', () => {
  expect(onlyResource(defined().stack, 'AWS::ECS::Service').Properties.DeploymentConfiguration)
    .toMatchObject({ MinimumHealthyPercent: 100, MaximumPercent: 200 });
});

test('warns about nothing', () => {
  expect(warnings(defined().stack)).toEqual([]);
});

test('fails when a load balancer is given to it', () => {
  const { stack, vpc, service } = defined();
  const balancer = new elb.LoadBalancer(stack, 'Balancer', { vpc });
  expect(() => service.service.attachToClassicLB(balancer)).toThrow(/hasn't defined any ports/);
  expect(() => service.service.loadBalancerTarget({ containerName: 'main', containerPort: 80 })).toThrow(/has no mapping for port 80/);
});
