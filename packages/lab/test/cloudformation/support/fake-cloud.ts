import { createCloudFormation, type CloudFormation } from '../../../src/cloudformation/cloudformation';
import type { Properties, ResourceContext, ResourceHandler, ResourceState } from '../../../src/cloudformation/resource-handler';
import { AwsError } from '../../../src/gateway/aws-error';
import type { AnyOperation, Service } from '../../../src/gateway/operation';
import { rootPrincipal } from '../../../src/iam/principals';
import { cloudFormationService } from '../../../src/services/cloudformation/registry';
import type { Clock } from '../../../src/clock/clock';
import type { Store } from '../../../src/state/store';
import { startTestLab, type TestLab } from '../../support/lab';

/** What to do with a resource when it is asked for: fail, wait until told, or simply do it. */
export interface Behaviour {
  /** Called before the world changes; may throw or wait. */
  before?(verb: 'create' | 'update' | 'delete', logicalId: string, properties: Properties, context: ResourceContext): Promise<void> | void;
}

/** A world of named things, and a lab whose CloudFormation makes them: log groups, parameters, and Lambda-backed custom resources. */
export interface FakeCloud {
  readonly lab: TestLab;
  readonly cloudFormation: CloudFormation;
  readonly behaviour: Behaviour;
  /** Physical ids with what they were made from, by stack name. */
  existing(stackName: string): Map<string, unknown>;
  call<Output = Record<string, unknown>>(operation: string, input: object): Promise<Output>;
  /** Waits for the running operation of a stack; resolves to the stack's status. */
  settled(stackName: string): Promise<string>;
  /** `<logical id> <status>[ <reason>]`, oldest first. */
  history(stackName: string): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export interface FakeCloudOptions {
  readonly behaviour?: Behaviour;
  readonly clock?: Clock;
  readonly store?: Store;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Answers an invocation of a custom resource's function; gets the event. */
  readonly lambda?: (event: Record<string, unknown>, cloudFormation: CloudFormation) => Promise<object> | object;
  readonly timeScale?: number;
}

export async function startFakeCloud(options: FakeCloudOptions = {}): Promise<FakeCloud> {
  const worlds = new Map<string, Map<string, unknown>>();
  const behaviour: Behaviour = options.behaviour ?? {};
  const world = (stackName: string): Map<string, unknown> => {
    const known = worlds.get(stackName) ?? new Map<string, unknown>();
    worlds.set(stackName, known);
    return known;
  };
  const handlers = [
    fakeHandler('AWS::Logs::LogGroup', 'LogGroupName', behaviour, world),
    fakeHandler('AWS::SSM::Parameter', 'Name', behaviour, world),
  ];
  let created: CloudFormation | undefined;
  const lab = await startTestLab((core) => {
    created = createCloudFormation({ lab: core.lab, handlers });
    return [
      cloudFormationService(created), fakeSsm(options.parameters ?? {}), fakeZones(),
      fakeLambda((event) => options.lambda?.(event, created as CloudFormation) ?? {}),
    ];
  }, { ...(options.clock ? { clock: options.clock } : {}), ...(options.store ? { store: options.store } : {}), timeScale: options.timeScale ?? 1 });
  const cloudFormation = created as CloudFormation;
  const call = <Output>(operation: string, input: object): Promise<Output> => lab.lab.invoke<Output>('cloudformation', operation, input, rootPrincipal('123456789012'));
  return {
    lab, cloudFormation, behaviour, call,
    existing: world,
    async settled(stackName) {
      const stack = cloudFormation.stacks.find(stackName);
      if (!stack) throw new Error(`no stack ${stackName}`);
      await cloudFormation.engine.settled(stack.id);
      return cloudFormation.stacks.get(stack.id).status;
    },
    history(stackName) {
      const stack = cloudFormation.stacks.find(stackName);
      if (!stack) throw new Error(`no stack ${stackName}`);
      const events = [...cloudFormation.events.of(stack.id)].reverse();
      return Promise.resolve(events.map(({ logicalId, status, reason }) => [logicalId, status, reason].filter((word) => word !== undefined).join(' ')));
    },
    stop: () => lab.stop(),
  };
}

/** A handler of things whose name is a property; making one that exists is refused, as is updating or removing what is gone. */
function fakeHandler(
  typeName: string, nameProperty: string, behaviour: Behaviour, world: (stackName: string) => Map<string, unknown>,
): ResourceHandler {
  const stateOf = (name: string, properties: Properties): ResourceState => ({
    physicalId: name, attributes: { Arn: `arn:aws:fake:::${name}`, Value: properties.Value ?? '', Type: properties.Type ?? '' },
  });
  return {
    typeName,
    async create(properties, context) {
      const { stackName, logicalId } = context;
      await behaviour.before?.('create', logicalId, properties, context);
      const given = properties[nameProperty];
      const name = typeof given === 'string' ? given : context.generateName(64);
      if (world(stackName).has(name)) throw new AwsError('ResourceAlreadyExistsException', `${name} already exists`);
      world(stackName).set(name, properties);
      context.created(name);
      return stateOf(name, properties);
    },
    async update(current, _before, after, context) {
      const { stackName, logicalId } = context;
      await behaviour.before?.('update', logicalId, after, context);
      if (!world(stackName).has(current.physicalId)) throw new AwsError('ResourceNotFoundException', `${current.physicalId} does not exist`);
      world(stackName).set(current.physicalId, after);
      return stateOf(current.physicalId, after);
    },
    async delete(current, properties, context) {
      const { stackName, logicalId } = context;
      await behaviour.before?.('delete', logicalId, properties, context);
      world(stackName).delete(current.physicalId);
    },
  };
}

function fakeSsm(parameters: Readonly<Record<string, string>>): Service {
  const getParameter: AnyOperation = {
    run: ({ Name }: { readonly Name: string }) => {
      const value = parameters[Name];
      if (value === undefined) throw new AwsError('ParameterNotFound', '');
      return { Parameter: { Name, Value: value } };
    },
  };
  return { name: 'ssm', protocol: { kind: 'aws-json', version: '1.1', targetPrefix: 'AmazonSSM' }, operations: { GetParameter: getParameter } };
}

function fakeZones(): Service {
  const run = (): object => ({ AvailabilityZones: [{ ZoneName: 'us-east-1a' }, { ZoneName: 'us-east-1b' }] });
  return { name: 'ec2', protocol: { kind: 'aws-json', version: '1.1', targetPrefix: 'Fake' }, operations: { DescribeAvailabilityZones: { run } } };
}

function fakeLambda(handle: (event: Record<string, unknown>) => Promise<object> | object): Service {
  const invoke: AnyOperation = {
    run: ({ Payload }: { readonly Payload: Uint8Array }) => handle(JSON.parse(Buffer.from(Payload).toString()) as Record<string, unknown>),
  };
  return { name: 'lambda', protocol: { kind: 'aws-json', version: '1.1', targetPrefix: 'Fake' }, operations: { Invoke: invoke } };
}
