import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { assertNotDeployed, SENTENCE } from './assert';
import { CommandExpectation, NetworkModesWorkshop } from '../../src';

const app = new App();
const stack = new Stack(app, 'IntegRedProbe');
const { hostDemo } = new NetworkModesWorkshop(stack, 'Workshop', { runServices: true });
hostDemo.addExecProbe('Wrong', { command: ['ip', 'link'], expectation: CommandExpectation.outputContains('docker9'), timeout: Duration.seconds(5) });
const cdkCommandOptions = { deploy: { args: {}, expectError: true, expectedMessage: SENTENCE } };
assertNotDeployed(new IntegTest(app, 'RedProbe', { testCases: [stack], cdkCommandOptions }));
