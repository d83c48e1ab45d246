import type { Service } from '../../gateway/operation';
import { Executions } from '../../states/execution';
import { createStateMachine } from './create-state-machine';
import { deleteStateMachine } from './delete-state-machine';
import { describeExecution } from './describe-execution';
import { describeStateMachine } from './describe-state-machine';
import { listExecutions } from './list-executions';
import { listStateMachines } from './list-state-machines';
import { listTagsForResource } from './list-tags-for-resource';
import { startExecution } from './start-execution';
import { statesTables, type States, type StatesDependencies } from './states';
import { stopExecution } from './stop-execution';
import { tagResource } from './tag-resource';
import { untagResource } from './untag-resource';
import { updateStateMachine } from './update-state-machine';

/** Step Functions with what the lab's start and stop need of it. */
export interface StatesService {
  readonly service: Service;
  /** Once at start, when every service is registered: goes on with executions that run. */
  resume(): void;
  /** Begins no further state. */
  stop(): void;
}

export function statesService(dependencies: StatesDependencies): StatesService {
  const tables = statesTables(dependencies.lab.store);
  const executions = new Executions(tables.executions, dependencies.lab);
  const states: States = { ...dependencies, tables, executions };
  return {
    resume: () => tables.executions.list().filter(({ status }) => status === 'RUNNING').forEach((execution) => executions.run(execution)),
    stop: () => executions.stop(),
    service: {
      name: 'states',
      protocol: { kind: 'aws-json', version: '1.0', targetPrefix: 'AWSStepFunctions' },
      operations: {
        CreateStateMachine: createStateMachine(states),
        DeleteStateMachine: deleteStateMachine(states),
        DescribeExecution: describeExecution(states),
        DescribeStateMachine: describeStateMachine(states),
        ListExecutions: listExecutions(states),
        ListStateMachines: listStateMachines(states),
        ListTagsForResource: listTagsForResource(states),
        StartExecution: startExecution(states),
        StopExecution: stopExecution(states),
        TagResource: tagResource(states),
        UntagResource: untagResource(states),
        UpdateStateMachine: updateStateMachine(states),
      },
    },
  };
}
