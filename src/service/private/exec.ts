import { aws_ecs as ecs, aws_logs as logs, Stack } from 'aws-cdk-lib';
import { ExecCallerScope } from '../../exec/exec-caller';
import { execTaskRoleStatements } from '../../exec/task-role-statements';
import { INetworkModeService } from '../network-mode-service';

/** Switches ECS Exec on for the tasks of a service, with the permissions that its configuration needs and no more. */
export function openToExec(owner: INetworkModeService, cluster: ecs.ICluster, taskLogGroup?: logs.ILogGroup): ExecCallerScope {
  const { service, taskDefinition, container } = owner;
  // not by the property of Ec2Service: it adds logs permissions on every resource unless a feature flag is set
  (service.node.defaultChild as ecs.CfnService).enableExecuteCommand = true;
  const options = { configuration: cluster.executeCommandConfiguration, taskLogGroup, stack: Stack.of(service) };
  execTaskRoleStatements(options).forEach((statement) => taskDefinition.addToTaskRolePolicy(statement));
  return new ExecCallerScope(service, cluster, container.containerName);
}
