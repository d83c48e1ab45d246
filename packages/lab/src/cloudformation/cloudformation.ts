import type { Lab } from '../lab';
import { ChangeSets } from './change-set/change-sets';
import { customResourceHandler } from './custom-resource/handler';
import { CustomResourceResponses, type ResponseReceipt } from './custom-resource/responses';
import { StackEngine } from './executor/engine';
import type { ResourceHandler } from './resource-handler';
import { createResourceRegistry, type ResourceRegistry } from './resources/registry';
import { LoadedSchemas } from './schema/load';
import { SignalBoxes } from './signals/signal-box';
import { StackEvents } from './stack/events';
import { Stacks } from './stack/stacks';

export interface CloudFormationOptions {
  readonly lab: Pick<Lab, 'invoke' | 'endpoint' | 'clock' | 'accountId' | 'region' | 'log' | 'store' | 'timeScale'>;
  /** One for each resource type that has behaviour. */
  readonly handlers: readonly ResourceHandler[];
}

/** The CloudFormation of a lab: what its operations work with. */
export interface CloudFormation {
  readonly lab: CloudFormationOptions['lab'];
  readonly stacks: Stacks;
  readonly events: StackEvents;
  readonly changeSets: ChangeSets;
  readonly registry: ResourceRegistry;
  readonly schemas: LoadedSchemas;
  readonly engine: StackEngine;
  readonly signals: SignalBoxes;
  /** For the gateway: takes in what a custom resource puts to `/cfn-response/<id>`. */
  deliverResponse(id: string, body: Buffer): ResponseReceipt;
  /** Ends what a lab that stopped had left in progress. Call it once, when every service is registered. */
  reconcile(): void;
}

export function createCloudFormation({ lab, handlers }: CloudFormationOptions): CloudFormation {
  const responses = new CustomResourceResponses(lab.clock);
  const stacks = new Stacks(lab);
  const events = new StackEvents(lab);
  const schemas = new LoadedSchemas();
  const registry = createResourceRegistry(handlers, customResourceHandler(lab, responses));
  const signals = new SignalBoxes();
  const engine = new StackEngine({ lab, stacks, events, registry, schemas, signals });
  return {
    lab, stacks, events, registry, schemas, engine, signals,
    changeSets: new ChangeSets(lab, stacks),
    deliverResponse: (id, body) => responses.deliver(id, body),
    reconcile: () => engine.reconcile(),
  };
}
