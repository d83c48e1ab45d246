import type { Core } from './assembly/core';
import { machinesWithAgents } from './assembly/instances';
import { managedInstances } from './assembly/managed-instances';
import { allResourceHandlers } from './assembly/resource-handlers';
import { roleKeys } from './assembly/role-keys';
import { isOnInstance } from './assembly/session-targets';
import { statusOf, type LabStatus } from './assembly/status';
import { createCloudFormation } from './cloudformation/cloudformation';
import { RESPONSE_PATH, responseRoute } from './cloudformation/custom-resource/response-route';
import type { HostEngine } from './docker/connect';
import { scaledAlarms } from './ecs/alarm-port';
import { ManagedCapacity } from './ecs/capacity/managed-capacity';
import { managedGroups } from './ecs/capacity/managed-groups';
import { findTask } from './ecs/find-task';
import { alarmsChanged } from './ecs/runtime/alarm-changes';
import { EcsControlPlane } from './ecs/scheduler-runtime';
import { trustsService } from './iam/service-trust';
import { Agents } from './instance/agent/agents';
import { DockerFleet } from './instance/docker-fleet';
import { autoScalingService, type AutoScalingService } from './services/autoscaling/registry';
import { cloudFormationService } from './services/cloudformation/registry';
import { cloudTrailService } from './services/cloudtrail/registry';
import { cloudWatchService } from './services/cloudwatch/registry';
import { ec2Service, type Ec2Service } from './services/ec2/registry';
import { ec2Tables } from './services/ec2/tables';
import { executeCommand } from './services/ecs/execute-command';
import { ecsService } from './services/ecs/registry';
import { eventsService } from './services/events/registry';
import { iamService } from './services/iam/registry';
import { kmsService } from './services/kms/registry';
import { lambdaService } from './services/lambda/registry';
import { logsService } from './services/logs/registry';
import { s3Service } from './services/s3/registry';
import { secretsManagerService } from './services/secretsmanager/registry';
import { snsService } from './services/sns/registry';
import { ssmService } from './services/ssm/registry';
import { sessionOperations } from './services/ssm/session-operations';
import { statesService } from './services/states/registry';
import { stsService } from './services/sts/registry';
import { instanceRegistry } from './services/servicediscovery/instance-registry';
import type { Discovery } from './services/servicediscovery/model';
import { privateNames } from './services/servicediscovery/private-names';
import { discoveryOf, serviceDiscoveryService } from './services/servicediscovery/registry';
import { SessionBroker } from './session/broker';
import { CommandRunner } from './session/command/runner';

export type { LabStatus } from './assembly/status';

/** A whole lab: every service registered, nothing started. */
export interface AssembledLab {
  /** Takes up what the last run left: adopts machines, ends what cannot go on. Call it when the gateway listens. */
  start(): Promise<void>;
  /** Lets go of everything; instances and their tasks go on running. */
  stop(): Promise<void>;
  status(): LabStatus;
  /** CloudFormation resource types that can be made; `recorded` are those without behaviour. */
  readonly resourceTypes: { readonly all: readonly string[]; readonly recorded: readonly string[] };
}

/** Wires the modules of a lab on this machine's Docker engine. */
export function assemble(core: Core, host: HostEngine): AssembledLab {
  const { lab, dispatcher, gateway, credentials, directory, authorizer } = core;
  const discovery: Discovery = discoveryOf({ lab, namespacesChanged: () => fleet.namesChanged() });
  const fleet: DockerFleet = new DockerFleet({
    ...lab, host, names: privateNames(discovery), serveUserData: (spec, run) => agents.serveUserData(spec, run),
  });
  const cloudWatch = cloudWatchService(lab);
  // machines need agents, agents need the control plane, and the control plane needs agents: the later ones are asked when used
  const control: EcsControlPlane = new EcsControlPlane({
    lab, agents: { get: (arn) => agents.get(arn) }, alarm: scaledAlarms((name) => cloudWatch.alarm(name), lab.timeScale),
    registry: instanceRegistry(discovery),
    assumable: (roleArn) => trustsService(directory, roleArn, 'ecs-tasks.amazonaws.com', `arn:aws:ecs:${lab.region}:${lab.accountId}:*`),
    interfaces: {
      zoneOf: (subnetId) => ec2.taskInterfaces.zoneOf(subnetId), checkGroup: (groupId) => ec2.taskInterfaces.checkGroup(groupId),
      create: (order) => ec2.taskInterfaces.create(order), delete: (id) => ec2.taskInterfaces.delete(id), rules: (id) => ec2.taskInterfaces.rules(id),
    },
  });
  const agents: Agents = new Agents({
    lab, fleet, engine: (instanceId) => fleet.engine(instanceId),
    images: { ensure: (instanceId, reference) => fleet.loadImage(instanceId, reference) },
    credentials: roleKeys(credentials, directory), gateway: gateway.listener, reports: control.reports,
  });
  const ec2: Ec2Service = ec2Service({ lab, machines: machinesWithAgents(fleet, () => agents, lab.log) });
  const autoScaling: AutoScalingService = autoScalingService({ lab, instance: ec2.instance });
  const capacity = new ManagedCapacity({ lab, control, groups: managedGroups(lab, autoScaling.group) });
  const lambda = lambdaService({ lab });
  const states = statesService({ lab });
  const events = eventsService(lab);
  const cloudFormation = createCloudFormation({ lab, handlers: allResourceHandlers({
    lab, changes: control, isReleasing: (group) => capacity.isReleasing(group),
  }) });

  const broker = new SessionBroker(lab);
  const commands = new CommandRunner(lab, fleet);
  const exec = {
    findTask: (cluster: string | undefined, task: string) => findTask(lab, cluster, task), agents,
    allows: (roleArn: string, action: string) => authorizer.allows(roleArn, action, '*'),
  };
  const instances = ec2Tables(lab.store).instances;
  const sessions = { lab, broker, commands, fleet, exec, managedInstances: managedInstances(() => instances.list(), authorizer, lab.region, fleet) };

  dispatcher.register(
    stsService(core),
    iamService({ ...core, ...lab }),
    s3Service(lab),
    snsService(lab),
    ssmService(lab, sessionOperations(sessions)),
    kmsService(lab),
    secretsManagerService(lab),
    serviceDiscoveryService(discovery),
    cloudTrailService(),
    cloudWatch.service,
    logsService({ lab }),
    lambda.service,
    states.service,
    events.service,
    ec2.service,
    autoScaling.service,
    ecsService({ lab, control, more: { ExecuteCommand: executeCommand({ ...exec, broker, lab }) } }),
    cloudFormationService(cloudFormation),
  );
  gateway.route(RESPONSE_PATH, responseRoute(cloudFormation));
  gateway.upgrade('/', (request, socket, head) => {
    if (!broker.handleUpgrade(request, socket, head)) socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  });
  autoScaling.onChange(() => capacity.look());
  fleet.onExit((instanceId) => ec2.machineExited(instanceId));
  fleet.onFreeze((instanceId, frozen) => autoScaling.impaired(instanceId, frozen));
  cloudWatch.onChange(() => alarmsChanged(control));
  ec2.onFilterChange(() => control.filtersChanged());
  ec2.onInstanceChange((instance) => {
    autoScaling.instanceChanged(instance);
    if (instance.state === 'shutting-down') broker.endTargets(isOnInstance(lab, exec, instance.instanceId));
    if (instance.state === 'terminated') control.instanceTerminated(instance.instanceId);
  });

  const { typeNames: all, recordedTypeNames: recorded } = cloudFormation.registry;
  return {
    resourceTypes: { all, recorded },
    async start() {
      if (instances.list().some(({ state }) => state !== 'terminated')) {
        await fleet.adopt();
        await agents.reconcile();
      }
      ec2.born();
      ec2.reconcile();
      control.start();
      await autoScaling.resume();
      capacity.start();
      await lambda.resume();
      states.resume();
      events.start();
      cloudFormation.reconcile();
    },
    async stop() {
      broker.close();
      commands.close();
      events.stop();
      await capacity.stop();
      control.stop();
      await autoScaling.stop();
      await states.stop();
      await lambda.stop();
      agents.close();
      fleet.close();
    },
    status: () => statusOf({ cloudFormation, ecs: control.tables, instances: instances.list() }),
  };
}
