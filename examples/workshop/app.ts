import { App, Stack } from 'aws-cdk-lib';
import { acknowledgeFindings } from './acknowledgements';
import { NetworkModesWorkshop } from '../../src';

// the id is what `cdk deploy` is told, so it is the name of the stack too
const stackName = 'ecs-network-modes-workshop';

const app = new App();
const stack = new Stack(app, stackName, { description: 'Amazon ECS network modes on EC2: host and none, to try by hand' });
acknowledgeFindings(new NetworkModesWorkshop(stack, 'Workshop'));
