import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { CommandExpectation, NetworkModesWorkshop, PlacementExpectation } from '../../../src';

const app = new App();
const stack = new Stack(app, 'ProbePermissions');
const { cluster, hostDemo, noneDemo } = new NetworkModesWorkshop(stack, 'Workshop', { runServices: true });
hostDemo.addExecProbe('Exec', { command: ['true'], expectation: CommandExpectation.exitCode(0) });
hostDemo.addInstanceProbe('Instance', { command: 'true', expectation: CommandExpectation.exitCode(0) });
noneDemo.addPlacementProbe('Placement', { expectation: PlacementExpectation.placed() });
new CfnOutput(stack, 'Cluster', { value: cluster.cluster.clusterName });
new CfnOutput(stack, 'Service', { value: hostDemo.service.serviceName });
new CfnOutput(stack, 'TaskDefinition', { value: noneDemo.taskDefinition.taskDefinitionArn });
new CfnOutput(stack, 'TaskRole', { value: hostDemo.taskDefinition.taskRole.roleName });
