import type { Route, Service } from '../../gateway/operation';
import { LambdaRuntime } from '../../lambda/runtime';
import { addPermission } from './add-permission';
import { AsyncInvocations } from './async-invocations';
import { createFunction } from './create-function';
import { deleteFunction } from './delete-function';
import { getFunction } from './get-function';
import { getFunctionConfiguration } from './get-function-configuration';
import { getPolicy } from './get-policy';
import { invoke } from './invoke';
import type { Lambda, LambdaDependencies } from './lambda';
import { listFunctions } from './list-functions';
import { listTags } from './list-tags';
import { lambdaTables } from './model';
import { removePermission } from './remove-permission';
import { tagResource } from './tag-resource';
import { untagResource } from './untag-resource';
import { updateFunctionCode } from './update-function-code';
import { updateFunctionConfiguration } from './update-function-configuration';

const ROUTES: Readonly<Record<string, Route>> = {
  AddPermission: { method: 'POST', path: '/2015-03-31/functions/{FunctionName}/policy' },
  CreateFunction: { method: 'POST', path: '/2015-03-31/functions' },
  DeleteFunction: { method: 'DELETE', path: '/2015-03-31/functions/{FunctionName}' },
  GetFunction: { method: 'GET', path: '/2015-03-31/functions/{FunctionName}' },
  GetFunctionConfiguration: { method: 'GET', path: '/2015-03-31/functions/{FunctionName}/configuration' },
  GetPolicy: { method: 'GET', path: '/2015-03-31/functions/{FunctionName}/policy' },
  Invoke: { method: 'POST', path: '/2015-03-31/functions/{FunctionName}/invocations' },
  ListFunctions: { method: 'GET', path: '/2015-03-31/functions' },
  ListTags: { method: 'GET', path: '/2017-03-31/tags/{Resource}' },
  RemovePermission: { method: 'DELETE', path: '/2015-03-31/functions/{FunctionName}/policy/{StatementId}' },
  TagResource: { method: 'POST', path: '/2017-03-31/tags/{Resource}' },
  UntagResource: { method: 'DELETE', path: '/2017-03-31/tags/{Resource}' },
  UpdateFunctionCode: { method: 'PUT', path: '/2015-03-31/functions/{FunctionName}/code' },
  UpdateFunctionConfiguration: { method: 'PUT', path: '/2015-03-31/functions/{FunctionName}/configuration' },
};

/** Lambda with what the lab's start and stop need of it. */
export interface LambdaService {
  readonly service: Service;
  /** Once at start, when the gateway listens: takes up events that were accepted before, and removes code that no function has. */
  resume(): Promise<void>;
  /** Ends every process; accepted events are kept. */
  stop(): Promise<void>;
}

export function lambdaService(dependencies: LambdaDependencies): LambdaService {
  const tables = lambdaTables(dependencies.lab.store);
  const runtime = new LambdaRuntime(dependencies.lab);
  const asynchronous = new AsyncInvocations(tables, runtime, dependencies.lab);
  const lambda: Lambda = { ...dependencies, tables, runtime, asynchronous };
  return {
    resume: async () => {
      await runtime.code.keepOnly(new Set(tables.functions.list().map(({ codeHash }) => codeHash)));
      asynchronous.resume();
    },
    stop: async () => {
      asynchronous.stop();
      await runtime.stop();
      await asynchronous.settled();
    },
    service: {
      name: 'lambda',
      protocol: { kind: 'rest-json', routes: ROUTES },
      operations: {
        AddPermission: addPermission(lambda),
        CreateFunction: createFunction(lambda),
        DeleteFunction: deleteFunction(lambda),
        GetFunction: getFunction(lambda),
        GetFunctionConfiguration: getFunctionConfiguration(lambda),
        GetPolicy: getPolicy(lambda),
        Invoke: invoke(lambda),
        ListFunctions: listFunctions(lambda),
        ListTags: listTags(lambda),
        RemovePermission: removePermission(lambda),
        TagResource: tagResource(lambda),
        UntagResource: untagResource(lambda),
        UpdateFunctionCode: updateFunctionCode(lambda),
        UpdateFunctionConfiguration: updateFunctionConfiguration(lambda),
      },
    },
  };
}
