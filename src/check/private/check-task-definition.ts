import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { readTaskDefinition } from './read-task-definition';
import { reportFindings } from './report';
import { taskFindings } from '../rules/task-rules';

/** Definitions that report on their own, so that nothing is said twice about them. */
const checked = new WeakSet<IConstruct>();

/** Makes a task definition report its errors and warnings at synthesis, once however often this is called. */
export function checkTaskDefinition(definition: CfnResource): void {
  if (checked.has(definition)) {
    return;
  }
  checked.add(definition);
  definition.node.addValidation({ validate: () => reportFindings(definition, taskFindings(readTaskDefinition(definition))) });
}
