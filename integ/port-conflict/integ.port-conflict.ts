import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { assertPortConflict } from './assert';
import { NetworkModesWorkshop } from '../../src';

const app = new App();
const stack = new Stack(app, 'IntegPortConflict');
const workshop = new NetworkModesWorkshop(stack, 'Workshop', { runServices: true });
assertPortConflict(new IntegTest(app, 'PortConflict', { testCases: [stack] }), workshop);
