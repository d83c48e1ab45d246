import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { assertWorkshop } from './assert';
import { NetworkModesWorkshop } from '../../src';

const app = new App();
const stack = new Stack(app, 'IntegWorkshop');
assertWorkshop(new IntegTest(app, 'Workshop', { testCases: [stack] }), new NetworkModesWorkshop(stack, 'Workshop'));
