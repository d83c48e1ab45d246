import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  DescribeServiceRevisionsCommand, UpdateServiceCommand, type CreateServiceCommandInput, type RegisterTaskDefinitionCommandInput,
  type ServiceRegistry,
} from '@aws-sdk/client-ecs';
import { rootPrincipal } from '../../../src/iam/principals';
import { INSTANCE_ADDRESS } from '../../support/ecs';
import { until } from '../../support/until';
import { startServiceLab, type ServiceLab } from './service-lab';

interface Instance {
  readonly Id: string;
  readonly Attributes: Readonly<Record<string, string>>;
}

const interfaces = {
  zoneOf: () => 'us-east-1a', checkGroup: () => undefined, delete: () => undefined, rules: () => [],
  create: ({ subnetId }: { readonly subnetId: string }) =>
    ({ networkInterfaceId: 'eni-1', subnetId, macAddress: '0a:01', privateDnsName: 'ip-10-0-0-7.ec2.internal', privateIpAddress: '10.0.0.7' }),
};

describe('the registries of a service', () => {
  let lab: ServiceLab;
  const registries: Record<string, string> = {};
  const cloudMap = <Output>(operation: string, input: object) =>
    lab.lab.lab.invoke<Output>('servicediscovery', operation, input, rootPrincipal('123456789012'));
  beforeEach(async () => {
    lab = await startServiceLab({ interfaces });
    const Vpc = 'vpc-1';
    lab.store.table('ec2.vpcs').put(Vpc, { vpc: { VpcId: Vpc, CidrBlock: '10.0.0.0/16' }, enableDnsSupport: true, enableDnsHostnames: true });
    await cloudMap('CreatePrivateDnsNamespace', { Name: 'app.local', Vpc });
    const { Namespaces } = await cloudMap<{ Namespaces: { Id: string }[] }>('ListNamespaces', {});
    for (const Type of ['A', 'SRV']) {
      const { Service } = await cloudMap<{ Service: { Arn: string } }>('CreateService', {
        Name: Type.toLowerCase(), NamespaceId: Namespaces[0]?.Id, DnsConfig: { DnsRecords: [{ Type, TTL: 10 }] }, HealthCheckCustomConfig: {},
      });
      registries[Type] = Service.Arn;
    }
  });
  afterEach(() => lab.stop());

  const registered = async (type: string) =>
    (await cloudMap<{ Instances: Instance[] }>('ListInstances', { ServiceId: registries[type] })).Instances;
  const defineFor = (networkMode: NonNullable<RegisterTaskDefinitionCommandInput['networkMode']>, more: object = {}) =>
    lab.define({ portMappings: [{ containerPort: 80, ...networkMode === 'bridge' ? { hostPort: 0 } : {} }], ...more }, { networkMode, cpu: '128', memory: '128' });
  const AWSVPC = { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } } };
  const CONTAINER = { containerName: 'nginx', containerPort: 80 };
  const create = async (mode: 'bridge' | 'host' | 'awsvpc', type: string, registry: Partial<ServiceRegistry> = {}, more: Partial<CreateServiceCommandInput> = {}) =>
    lab.create(await defineFor(mode), {
      serviceRegistries: [{ registryArn: registries[type], ...registry }], ...mode === 'awsvpc' ? AWSVPC : {}, ...more,
    });

  it('get an awsvpc task with its own address, and lose it when it is to stop', async () => {
    const { ec2InstanceId, arn } = await lab.addInstance({ subnet: 'subnet-a' });
    const service = await create('awsvpc', 'A');
    assert.deepEqual(service.serviceRegistries, [{ registryArn: registries['A'] }]);
    const found = await until('the registration', async () => (await registered('A'))[0]);
    const [task] = await lab.tasks();
    assert.equal(found.Id, task?.taskArn?.split('/').at(-1));
    assert.deepEqual(found.Attributes, {
      AWS_INSTANCE_IPV4: '10.0.0.7', AWS_INIT_HEALTH_STATUS: 'HEALTHY', AVAILABILITY_ZONE: 'us-east-1a', REGION: 'us-east-1',
      ECS_CLUSTER_NAME: 'default', ECS_SERVICE_NAME: 'web', ECS_TASK_DEFINITION_FAMILY: 'demo', EC2_INSTANCE_ID: ec2InstanceId,
    });
    assert.ok(arn);
    await lab.ecs.send(new UpdateServiceCommand({ service: 'web', desiredCount: 0 }));
    await until('the registration', async () => (await registered('A')).length === 0 ? true : undefined);
  });

  it('get a host task with the address of its instance and the port of its container', async () => {
    await lab.addInstance();
    await create('host', 'SRV', CONTAINER);
    const { Attributes } = await until('the registration', async () => (await registered('SRV'))[0]);
    assert.deepEqual([Attributes['AWS_INSTANCE_IPV4'], Attributes['AWS_INSTANCE_PORT']], [INSTANCE_ADDRESS, '80']);
  });

  it('get a bridge task with the port that it has on the instance', async () => {
    const { agent } = await lab.addInstance();
    await lab.create(await defineFor('bridge', { image: 'pending' }), { serviceRegistries: [{ registryArn: registries['SRV'], ...CONTAINER }] });
    const taskArn = await until('the registration', () => Promise.resolve(agent.started[0]));
    const bindings = [{ bindIP: '0.0.0.0', containerPort: 80, hostPort: 32_775, protocol: 'tcp' as const }];
    lab.control.reports.changed(taskArn, [{ name: 'nginx', status: 'RUNNING', networkBindings: bindings }], {});
    assert.deepEqual((await registered('SRV')).map(({ Attributes }) => Attributes['AWS_INSTANCE_PORT']), ['32775']);
  });

  it('are told that a task with a health check is well only when its check says so', async () => {
    const { agent } = await lab.addInstance();
    const definition = await defineFor('host', { healthCheck: { command: ['true'] } });
    await lab.create(definition, { serviceRegistries: [{ registryArn: registries['SRV'], ...CONTAINER }] });
    const { Id, Attributes } = await until('the registration', async () => (await registered('SRV'))[0]);
    assert.equal(Attributes['AWS_INIT_HEALTH_STATUS'], 'UNHEALTHY');
    const health = async () => (await cloudMap<{ Status: Record<string, string> }>('GetInstancesHealthStatus', { ServiceId: registries['SRV'] })).Status[Id];
    agent.health(agent.started[0] ?? '', 'HEALTHY');
    assert.equal(await health(), 'HEALTHY');
    agent.health(agent.started[0] ?? '', 'UNHEALTHY');
    assert.notEqual(await health(), 'HEALTHY');
  });

  it('lose the task of a machine that is gone', async () => {
    const { ec2InstanceId } = await lab.addInstance();
    await create('host', 'SRV', CONTAINER);
    await until('the registration', async () => (await registered('SRV'))[0]);
    lab.control.instanceTerminated(ec2InstanceId);
    assert.deepEqual(await registered('SRV'), []);
  });

  it('changed, start a new deployment; its tasks are registered in the new place only', async () => {
    await lab.addInstance();
    await create('host', 'SRV', CONTAINER, { deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 } });
    await until('the registration', async () => (await registered('SRV'))[0]);
    const { service } = await lab.ecs.send(new UpdateServiceCommand({ service: 'web', serviceRegistries: [] }));
    assert.deepEqual([service?.serviceRegistries, service?.deployments?.length], [[], 2]);
    const { serviceRevisions = [] } = await lab.ecs.send(new DescribeServiceRevisionsCommand({
      serviceRevisionArns: service?.currentServiceRevisions?.map(({ arn = '' }) => arn) }));
    assert.deepEqual(serviceRevisions.map(({ serviceRegistries = [] }) => serviceRegistries.length), [0, 1]);
    await until('the registration', async () => (await registered('SRV')).length === 0 ? true : undefined);
  });

  it('are refused in AWS\'s words where the task could not be found by them', async () => {
    const refused = (name: Promise<unknown>, message: string | RegExp) => assert.rejects(name, { name: 'InvalidParameterException', message });
    const SRV = () => registries['SRV'] ?? '';
    await refused(create('bridge', 'SRV'), "When specifying 'host' or 'bridge' for networkMode, values for 'containerName' and 'containerPort' must be "
      + `specified from the task definition. Registry: ${SRV()}`);
    await refused(create('awsvpc', 'A', CONTAINER), "The values specified for serviceRegistries do not require a value for 'containerPort'. Remove the value "
      + `and retry. Registry: ${registries['A'] ?? ''}`);
    await refused(create('awsvpc', 'A', { port: 80 }), /do not require a value for 'port'/);
    await refused(create('awsvpc', 'SRV'), /needs either a value for 'port'/);
    await refused(create('awsvpc', 'SRV', { port: 80, ...CONTAINER }), /needs either a value for 'port'/);
    await refused(create('host', 'A', CONTAINER), /must have SRV records only/);
    await refused(create('host', 'SRV', { ...CONTAINER, port: 80 }), /'port' is for networkMode 'awsvpc' only/);
    await refused(create('host', 'SRV', { containerName: 'other', containerPort: 80 }), 'The container other does not exist in the task definition.');
    await refused(create('host', 'SRV', { containerName: 'nginx', containerPort: 81 }), 'The container nginx did not have a container port 81 defined.');
    await refused(create('host', 'none'), /does not exist; give the ARN of a Cloud Map service/);
  });
});
