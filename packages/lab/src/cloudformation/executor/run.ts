import { randomInt, randomUUID } from 'node:crypto';
import type { Lab } from '../../lab';
import { refusedReferences, resolveReferences } from '../intrinsics/dynamic-references';
import type { Properties, ResourceContext, Value } from '../resource-handler';
import type { ResourceRegistry } from '../resources/registry';
import { isCustomType, type Schemas } from '../schema/load';
import type { SignalBoxes } from '../signals/signal-box';
import type { StackEvents } from '../stack/events';
import type { ResourceRecord, ResourceStatus, StackRecord, StackStatus, Tag } from '../stack/stack';
import type { Stacks } from '../stack/stacks';
import { invalid } from '../template/invalid';
import type { ResourceValues } from '../template/blueprint';
import { ResourceFailure } from '../resource-failure';
import { referenceValues } from './reference-values';

/** What every stack operation is run with. */
export interface Workshop {
  readonly lab: Pick<Lab, 'invoke' | 'clock' | 'accountId' | 'region' | 'log' | 'timeScale'>;
  readonly stacks: Stacks;
  readonly events: StackEvents;
  readonly registry: ResourceRegistry;
  readonly schemas: Schemas;
  readonly signals: SignalBoxes;
}

/** One operation on one stack, from its first event to its last. */
export class StackRun {
  private operationId = randomUUID();
  /** Aborted when the work in progress is to end: a resource failed, or someone cancelled. */
  controller = new AbortController();
  /** Why someone outside ended the operation. */
  cancelled: string | undefined;
  /** Ends the operation where it is, without a rollback: the stack is being deleted. */
  abandoned = false;

  constructor(readonly workshop: Workshop, readonly stackId: string, private readonly clientRequestToken?: string) {}

  get stack(): StackRecord {
    return this.workshop.stacks.get(this.stackId);
  }

  /** Begins a rollback: its events are those of an operation of its own. */
  startRollback(): void {
    this.operationId = randomUUID();
    this.renew();
  }

  /** Lets the next phase run after work was aborted. */
  renew(): void {
    this.controller = new AbortController();
  }

  stackStatus(status: StackStatus, reason?: string, change: Partial<StackRecord> = {}): void {
    this.workshop.stacks.put({ ...this.stack, ...change, status, statusReason: reason });
    this.stackEvent(status, reason);
  }

  stackEvent(status: StackStatus, reason?: string): void {
    this.add('AWS::CloudFormation::Stack', this.stack.name, this.stackId, status, reason);
  }

  /** Writes down a resource's new state, and the event of it. */
  resourceStatus(resource: Omit<ResourceRecord, 'changedAt' | 'status' | 'statusReason'>, status: ResourceStatus, reason?: string): ResourceRecord {
    const record = this.workshop.stacks.putResource(this.stackId, { ...resource, status, statusReason: reason });
    this.resourceEvent(record, status, reason);
    return record;
  }

  resourceEvent(resource: Pick<ResourceRecord, 'type' | 'logicalId' | 'physicalId'>, status: ResourceStatus, reason?: string): void {
    this.add(resource.type, resource.logicalId, resource.physicalId ?? '', status, reason);
  }

  private add(type: string, logicalId: string, physicalId: string, status: StackStatus | ResourceStatus, reason?: string): void {
    this.workshop.events.add({
      stackId: this.stackId, stackName: this.stack.name, type, logicalId, physicalId, status, operationId: this.operationId,
      ...(reason === undefined ? {} : { reason }),
      ...(this.clientRequestToken === undefined ? {} : { clientRequestToken: this.clientRequestToken }),
    });
  }

  /** What `Ref` and `Fn::GetAtt` give, from the resources that exist by now. */
  readonly values: ResourceValues = {
    ref: (logicalId) => {
      const resource = this.workshop.stacks.resource(this.stackId, logicalId);
      return resource?.ref ?? resource?.physicalId;
    },
    getAtt: (logicalId, attribute) => attributeOf(this.stackId, logicalId, attribute, this.workshop),
  };

  /** Properties with what their `{{resolve:…}}` stand for now. */
  async resolved(type: string, properties: Properties, signal: AbortSignal): Promise<Properties> {
    // one that a function put together
    const refused = refusedReferences(type, properties);
    if (refused !== undefined) throw new ResourceFailure(refused);
    const { lab } = this.workshop;
    const principal = this.principal();
    const valueOf = referenceValues((service, operation, input) => lab.invoke(service, operation, input, principal));
    const resolved = await resolveReferences(properties, valueOf) as Properties;
    if (signal.aborted) throw new ResourceFailure('cancelled');
    return resolved;
  }

  private principal(): StackRecord['principal'] {
    const { roleArn, principal } = this.stack;
    return roleArn === undefined ? principal : sessionOf(roleArn);
  }

  /** What a handler of one of the stack's resources gets. */
  context(logicalId: string, type: string, created: (physicalId: string) => void, signal: AbortSignal = this.controller.signal): ResourceContext {
    const { lab } = this.workshop;
    const stack = this.stack;
    const principal = this.principal();
    return {
      stackId: stack.id, stackName: stack.name, logicalId, resourceType: type, tags: tagsOf(stack, logicalId),
      accountId: lab.accountId, region: lab.region, clock: lab.clock, signal, created,
      call: (service, operation, input) => lab.invoke(service, operation, input, principal),
      generateName: (maximum) => generatedName(stack.name, logicalId, maximum),
    };
  }
}

/** CloudFormation's own session of a role. */
export function sessionOf(roleArn: string): StackRecord['principal'] {
  const roleName = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const account = roleArn.split(':')[4] ?? '';
  return { kind: 'role', roleArn, sessionName: 'AWSCloudFormation', arn: `arn:aws:sts::${account}:assumed-role/${roleName}/AWSCloudFormation` };
}

function tagsOf(stack: StackRecord, logicalId: string): readonly Tag[] {
  return [
    ...stack.source.tags,
    { Key: 'aws:cloudformation:stack-name', Value: stack.name },
    { Key: 'aws:cloudformation:logical-id', Value: logicalId },
    { Key: 'aws:cloudformation:stack-id', Value: stack.id },
  ];
}

const SUFFIX_LENGTH = 12;
const SUFFIX_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** `<stack>-<logical id>-<random>`; where that is too long both names are cut, the longer one first. */
export function generatedName(stackName: string, logicalId: string, maximum: number): string {
  const suffix = Array.from({ length: SUFFIX_LENGTH }, () => SUFFIX_ALPHABET[randomInt(SUFFIX_ALPHABET.length)]).join('');
  const room = Math.max(2, maximum - SUFFIX_LENGTH - 2);
  const stackRoom = Math.min(stackName.length, Math.max(Math.floor(room / 2), room - logicalId.length));
  return `${stackName.slice(0, stackRoom)}-${logicalId.slice(0, room - stackRoom)}-${suffix}`.slice(0, maximum);
}

function attributeOf(stackId: string, logicalId: string, attribute: string, workshop: Workshop): Value {
  const resource = workshop.stacks.resource(stackId, logicalId);
  if (!resource) throw invalid(`Template error: instance of Fn::GetAtt references undefined resource ${logicalId}`);
  const value = resource.attributes[attribute];
  if (value !== undefined) return value;
  if (isCustomType(resource.type)) {
    throw new ResourceFailure(`CustomResource attribute error: Vendor response doesn't contain ${attribute} attribute in object ${stackId}|${logicalId}|${randomUUID()}`);
  }
  throw new ResourceFailure(`Attribute '${attribute}' of resource ${logicalId} (${resource.type}) does not exist in the lab; it has ${Object.keys(resource.attributes).join(', ') || 'none'}`);
}
