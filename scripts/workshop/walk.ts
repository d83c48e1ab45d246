import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import type { Aws } from './aws';
import type { Narrator } from './narrator';
import type { Observations } from './observation';

/** What both pages need. */
export interface Walk {
  readonly aws: Aws;
  readonly say: Narrator;
  readonly observations: Observations;
  /** The stack's outputs: the variables of the pages. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Fetches a URL from another host of the VPC; absent where there is none. */
  readonly fromNeighbour?: (url: string) => Promise<string>;
}

export const templates = join(__dirname, '..', '..', 'examples', 'workshop');

/** `envsubst < file.template`: a variable that is not set becomes empty, as there; here it is refused. */
export function taskDefinitionFrom(template: string, variables: Readonly<Record<string, string>>): RegisterTaskDefinitionCommandInput {
  const text = readFileSync(join(templates, template), 'utf8').replace(/\$\{(\w+)\}|\$(\w+)/g, (_, braced?: string, bare?: string) => {
    const name = braced ?? bare ?? '';
    const value = variables[name];
    if (value === undefined) throw new Error(`${template} uses \${${name}}, which is neither an output of the stack nor AWS_REGION`);
    return value;
  });
  return JSON.parse(text) as RegisterTaskDefinitionCommandInput;
}

export const commands = {
  substitute: 'envsubst < ${TASK_FILE}.template > ${TASK_FILE}',
  register: 'export TASK_DEF=$(aws ecs register-task-definition --cli-input-json file://${TASK_FILE} --query \'taskDefinition.taskDefinitionArn\' --output text)',
  run: 'aws ecs run-task --cluster ${ClusterName} --task-definition ${TASK_DEF} --enable-execute-command --launch-type EC2',
  describe: 'aws ecs describe-tasks --cluster ${ClusterName} --task ${TASK_ARN}',
  execute: (container: string) =>
    `aws ecs execute-command --cluster \${ClusterName} --task \${TASK_ARN} --container ${container} --command "/bin/sh" --interactive`,
  session: 'aws ssm start-session --target ${EC2_INST_ID}',
  stop: 'aws ecs stop-task --cluster ${ClusterName} --task ${TASK_ARN}',
} as const;

/** Registers the page's task definition and shows the ARN. */
export async function register(walk: Walk, page: 'host mode' | 'none mode', template: string): Promise<{ arn: string; input: RegisterTaskDefinitionCommandInput }> {
  const input = taskDefinitionFrom(template, { ...walk.outputs, AWS_REGION: process.env.AWS_REGION ?? '' });
  const arn = await walk.aws.register(input);
  const command = `export TASK_FILE=${template.replace('.template', '')}\n${commands.substitute}\n${commands.register}`;
  walk.observations.check(page, command, `a revision of ${input.family}`, arn,
    new RegExp(`:task-definition/${input.family}:\\d+$`).test(arn));
  return { arn, input };
}

/** Runs it once and waits until it is RUNNING. */
export async function runOnce(walk: Walk, page: 'host mode' | 'none mode', cluster: string, definition: string, promised: string): Promise<string> {
  const reply = await walk.aws.runTask(cluster, definition);
  const arn = reply.tasks?.[0]?.taskArn;
  const seen = arn ?? JSON.stringify({ failures: reply.failures, tasks: reply.tasks }, null, 2);
  if (!walk.observations.check(page, `export TASK_ARN=$(${commands.run} --query 'tasks[0].taskArn' --output text)`, promised, seen, Boolean(arn)) || !arn) {
    throw new Error('the task was not placed: the rest of the page cannot be walked');
  }
  await walk.say.during('waiting for the task to run', () => walk.aws.waitForTask(cluster, arn, 'RUNNING', ({ lastStatus }) => lastStatus === 'RUNNING'));
  return arn;
}

/** Stops it and waits until it is STOPPED. */
export async function stop(walk: Walk, page: 'host mode' | 'none mode', cluster: string, task: string): Promise<void> {
  await walk.aws.stopTask(cluster, task);
  const stopped = await walk.say.during('waiting for the task to stop', () =>
    walk.aws.waitForTask(cluster, task, 'STOPPED', ({ lastStatus }) => lastStatus === 'STOPPED'));
  walk.observations.check(page, commands.stop, 'the task stops, by the user', `${stopped.lastStatus}: ${stopped.stopCode} (${stopped.stoppedReason})`,
    stopped.stopCode === 'UserInitiated');
}
