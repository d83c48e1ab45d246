import { taskDefinitionFrom } from '../workshop/walk';
import type { Definition } from './definitions';
import { LOG_GROUP, type World } from './world';

function page(world: World, template: string): Definition {
  const variables = { TaskRoleArn: world.roles.task, TaskExecutionRoleArn: world.roles.execution, LogGroupName: LOG_GROUP, AWS_REGION: world.region };
  return taskDefinitionFrom(template, variables) as Definition;
}

/** The host mode page's task definition. */
export const hostPage = (world: World): Definition => page(world, 'ecs-networking-demo-host-mode.json.template');

/** The none mode page's task definition. */
export const nonePage = (world: World): Definition => page(world, 'ecs-networking-demo-none-mode.json.template');
