import type { TaskPayload } from '../../../ecs/agent-port';
import { gatewayOf, privateDnsName, resolverOf, withPrefix } from '../../../network/addresses';
import { logConfig } from '../plan/log-config';
import { containersOf, taskIdOf } from '../plan/overrides';
import { containerLabels } from '../plan/labels';
import type { AgentContainer, AgentTask, Moment } from '../task/agent-task';

export interface MetadataContext {
  readonly region: string;
  readonly vpcId: string;
  readonly availabilityZone: string;
  /** Of the instance's subnet, which is that of its awsvpc tasks. */
  readonly subnetCidr: string;
}

/** What `/v4/<id>` says of one container; `/v3/<id>` is the same without ARN and logs. */
export function containerMetadata(task: AgentTask, container: AgentContainer, version: 'v3' | 'v4', context: MetadataContext): object {
  const { region } = context;
  const definition = containersOf(task.payload).find(({ name }) => name === container.name) ?? {};
  const log = logConfig({ container: definition, taskId: taskIdOf(task.taskArn), region, executionCredentialsId: task.executionCredentialsId });
  const logs = version === 'v3' || log === undefined ? {} : { LogDriver: log.Type, LogOptions: log.Config };
  return {
    DockerId: container.dockerId ?? '',
    Name: container.name,
    DockerName: container.dockerName,
    Image: definition.image ?? '',
    ImageID: container.imageDigest ?? '',
    ...container.networkBindings.length === 0 ? {} : { Ports: container.networkBindings.map(portOf) },
    Labels: containerLabels(task.payload, definition),
    DesiredStatus: task.desired,
    KnownStatus: known(container),
    ...container.exitCode === undefined ? {} : { ExitCode: container.exitCode },
    Limits: { CPU: definition.cpu ?? 0, Memory: definition.memory ?? 0 },
    ...time('StartedAt', container.startedAt),
    ...time('FinishedAt', container.finishedAt),
    Type: 'NORMAL',
    ...definition.healthCheck === undefined ? {} : { Health: { status: container.health } },
    ...logs,
    ...version === 'v3' ? {} : { ContainerARN: containerArn(task, container) },
    ...version === 'v3' || definition.restartPolicy?.enabled !== true ? {} : { RestartCount: container.restarts?.count ?? 0 },
    Networks: [{
      NetworkMode: task.payload.taskDefinition.networkMode ?? 'bridge', IPv4Addresses: [...container.addresses ?? []],
      ...version === 'v3' ? {} : interfaceOf(task.payload, context),
    }],
  };
}

/** What version 4 adds of the interface of an awsvpc task. */
function interfaceOf({ network }: TaskPayload, { region, subnetCidr }: MetadataContext): object {
  return network === undefined ? {} : {
    AttachmentIndex: 0,
    MACAddress: network.macAddress,
    IPv4SubnetCIDRBlock: subnetCidr,
    DomainNameServers: [resolverOf(subnetCidr)],
    PrivateDNSName: privateDnsName(network.address, region),
    SubnetGatewayIpv4Address: withPrefix(gatewayOf(subnetCidr), subnetCidr),
  };
}

const portOf = ({ containerPort, protocol, hostPort, bindIP }: AgentContainer['networkBindings'][number]): object =>
  ({ ContainerPort: containerPort, Protocol: protocol, HostPort: hostPort, HostIp: bindIP });

/** What `/v4/<id>/task` says. */
export function taskMetadata(task: AgentTask, version: 'v3' | 'v4', context: MetadataContext): object {
  const { task: handed, taskDefinition } = task.payload;
  const limits = limitsOf(task.payload);
  return {
    Cluster: handed.clusterArn,
    TaskARN: task.taskArn,
    Family: taskDefinition.family ?? '',
    Revision: String(taskDefinition.revision ?? ''),
    DesiredStatus: task.desired,
    KnownStatus: knownOf(task),
    ...limits === undefined ? {} : { Limits: limits },
    ...time('PullStartedAt', task.pullStartedAt),
    ...time('PullStoppedAt', task.pullStoppedAt),
    AvailabilityZone: context.availabilityZone,
    ...version === 'v3' ? {} : { VPCID: context.vpcId, LaunchType: 'EC2' },
    ...version === 'v4' && handed.group?.startsWith('service:') ? { ServiceName: handed.group.slice('service:'.length) } : {},
    Containers: task.containers.map((container) => containerMetadata(task, container, version, context)),
  };
}

/** Task-level sizes: vCPUs and MiB. */
function limitsOf({ task, taskDefinition }: TaskPayload): object | undefined {
  const cpu = task.overrides?.cpu ?? taskDefinition.cpu;
  const memory = task.overrides?.memory ?? taskDefinition.memory;
  return cpu === undefined && memory === undefined ? undefined : {
    ...cpu === undefined ? {} : { CPU: Number(cpu) / 1024 },
    ...memory === undefined ? {} : { Memory: Number(memory) },
  };
}

function containerArn({ payload }: AgentTask, { name }: AgentContainer): string {
  return payload.task.containers?.find((container) => container.name === name)?.containerArn ?? '';
}

/** State of a whole task. */
export function knownOf({ containers }: AgentTask): string {
  return containers.every(({ phase }) => phase === 'STOPPED') ? 'STOPPED'
    : containers.every(({ startedAt }) => startedAt !== undefined) ? 'RUNNING' : 'PENDING';
}

/** State of a container. */
export function known({ phase }: AgentContainer): string {
  return phase === 'RUNNING' || phase === 'STOPPING' ? 'RUNNING' : phase === 'STOPPED' ? 'STOPPED' : 'PULLED';
}

function time(name: string, at: Moment | undefined): Record<string, string> {
  return at === undefined ? {} : { [name]: new Date(at).toISOString() };
}
