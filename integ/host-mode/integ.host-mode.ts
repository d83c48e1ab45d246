import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { assertHostMode } from './assert';
import { NetworkModesWorkshop } from '../../src';

const app = new App();
const stack = new Stack(app, 'IntegHostMode');
const workshop = new NetworkModesWorkshop(stack, 'Workshop', { runServices: true });
assertHostMode(new IntegTest(app, 'HostMode', { testCases: [stack] }), workshop);
