import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, aws_ecs as ecs, Stack } from 'aws-cdk-lib';
import { assertBridgeMode } from './assert';
import { BridgePort, NetworkModesWorkshop, Scheduling } from '../../src';

const app = new App();
const stack = new Stack(app, 'IntegBridgeMode');
const { cluster } = new NetworkModesWorkshop(stack, 'Workshop');
const image = ecs.ContainerImage.fromRegistry('nginx:alpine');
const fixed = cluster.addBridgeModeService('Fixed', { image, ports: [BridgePort.tcp(80, 8080)] });
const free = cluster.addBridgeModeService('Free', { image, ports: [BridgePort.tcp(80)], scheduling: Scheduling.replicas(2) });
assertBridgeMode(new IntegTest(app, 'BridgeMode', { testCases: [stack] }), fixed, free);
