import type { Route, Service } from '../../gateway/operation';
import { LambdaRuntime } from '../../lambda/runtime';
import { addPermission } from './add-permission';
import { AsyncInvocations } from './async-invocations';
import { createFunction } from './create-function';
import { deleteFunction } from './delete-function';
import { deleteLayerVersion } from './delete-layer-version';
import { getFunction } from './get-function';
import { getFunctionConfiguration } from './get-function-configuration';
import { getLayerVersion } from './get-layer-version';
import { getPolicy } from './get-policy';
import { invoke } from './invoke';
import type { Lambda, LambdaDependencies } from './lambda';
import { listFunctions } from './list-functions';
import { listLayers } from './list-layers';
import { listLayerVersions } from './list-layer-versions';
import { listTags } from './list-tags';
import { lambdaTables } from './model';
import { publishLayerVersion } from './publish-layer-version';
import { removePermission } from './remove-permission';
import { tagResource } from './tag-resource';
import { untagResource } from './untag-resource';
import { updateFunctionCode } from './update-function-code';
import { updateFunctionConfiguration } from './update-function-configuration';

const ROUTES: Readonly<Record<string, Route>> = {
  AddPermission: { method: 'POST', path: '/2015-03-31/functions/{FunctionName}/policy' },
  CreateFunction: { method: 'POST', path: '/2015-03-31/functions' },
  DeleteFunction: { method: 'DELETE', path: '/2015-03-31/functions/{FunctionName}' },
  DeleteLayerVersion: { method: 'DELETE', path: '/2018-10-31/layers/{LayerName}/versions/{VersionNumber}' },
  GetFunction: { method: 'GET', path: '/2015-03-31/functions/{FunctionName}' },
  GetFunctionConfiguration: { method: 'GET', path: '/2015-03-31/functions/{FunctionName}/configuration' },
  GetLayerVersion: { method: 'GET', path: '/2018-10-31/layers/{LayerName}/versions/{VersionNumber}' },
  GetPolicy: { method: 'GET', path: '/2015-03-31/functions/{FunctionName}/policy' },
  Invoke: { method: 'POST', path: '/2015-03-31/functions/{FunctionName}/invocations' },
  ListFunctions: { method: 'GET', path: '/2015-03-31/functions' },
  ListLayers: { method: 'GET', path: '/2018-10-31/layers' },
  ListLayerVersions: { method: 'GET', path: '/2018-10-31/layers/{LayerName}/versions' },
  ListTags: { method: 'GET', path: '/2017-03-31/tags/{Resource}' },
  PublishLayerVersion: { method: 'POST', path: '/2018-10-31/layers/{LayerName}/versions' },
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
      const functions = tables.functions.list();
      const layers = [...tables.layers.list(), ...functions.flatMap(({ layers: own = [] }) => own)];
      await runtime.code.keepOnly(new Set([...functions, ...layers].map(({ codeHash }) => codeHash)));
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
        DeleteLayerVersion: deleteLayerVersion(lambda),
        GetFunction: getFunction(lambda),
        GetFunctionConfiguration: getFunctionConfiguration(lambda),
        GetLayerVersion: getLayerVersion(lambda),
        GetPolicy: getPolicy(lambda),
        Invoke: invoke(lambda),
        ListFunctions: listFunctions(lambda),
        ListLayers: listLayers(lambda),
        ListLayerVersions: listLayerVersions(lambda),
        ListTags: listTags(lambda),
        PublishLayerVersion: publishLayerVersion(lambda),
        RemovePermission: removePermission(lambda),
        TagResource: tagResource(lambda),
        UntagResource: untagResource(lambda),
        UpdateFunctionCode: updateFunctionCode(lambda),
        UpdateFunctionConfiguration: updateFunctionConfiguration(lambda),
      },
    },
  };
}
