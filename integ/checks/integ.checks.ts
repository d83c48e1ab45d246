import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App } from 'aws-cdk-lib';
import { assertRunning } from './assert';
import { ExistingStack } from './existing-stack';
import { NetworkModeChecks } from '../../src';

const app = new App();
const stack = new ExistingStack(app, 'IntegChecks');
NetworkModeChecks.applyTo(app);
NetworkModeChecks.acknowledge(stack, 'hostModeInstanceRole', 'its agent is ours, and the role has no more than agents of ECS need');
assertRunning(new IntegTest(app, 'Checks', { testCases: [stack] }), stack.services);
