import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { assertNoneMode } from './assert';
import { NetworkModesWorkshop } from '../../src';

const app = new App();
const stack = new Stack(app, 'IntegNoneMode');
const workshop = new NetworkModesWorkshop(stack, 'Workshop', { runServices: true });
assertNoneMode(new IntegTest(app, 'NoneMode', { testCases: [stack] }), workshop);
