import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { startFakeCloud } from '../support/fake-cloud';

type Kind = 'group' | 'parameter' | 'custom';
interface Node {
  readonly kind: Kind;
  /** Changes the name of a group (replaced), the value of a parameter (updated), the key of a custom resource (replaced by its provider). */
  readonly version: number;
  readonly needs: readonly number[];
  /** When the resource fails while the stack is updated: not, before it exists, after it exists. */
  readonly fails: 'never' | 'early' | 'late';
}
/** Resources by number; a resource may only need lower ones. */
type Graph = ReadonlyMap<number, Node>;

const node = (number: number): fc.Arbitrary<Node> => fc.record({
  kind: fc.constant((['group', 'parameter', 'custom'] as const)[number % 3] ?? 'group'),
  version: fc.integer({ min: 1, max: 2 }),
  needs: fc.uniqueArray(fc.integer({ min: 0, max: Math.max(0, number - 1) }), { maxLength: 3 }),
  fails: fc.oneof({ weight: 5, arbitrary: fc.constant('never' as const) }, { weight: 1, arbitrary: fc.constantFrom('early' as const, 'late' as const) }),
});
const graph: fc.Arbitrary<Graph> = fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 8 })
  .chain((numbers) => fc.tuple(...numbers.map((number) => node(number).map((made) => [number, made] as const))))
  .map((entries) => {
    const known = new Map(entries);
    return new Map(entries.map(([number, made]) => [number, { ...made, needs: made.needs.filter((other) => other !== number && known.has(other)) }]));
  });

function template(nodes: Graph): string {
  return JSON.stringify({ Resources: Object.fromEntries([...nodes].map(([number, { kind, version, needs }]) => {
    const references = needs.map((other) => ({ Ref: `R${other}` }));
    const seen = { 'Fn::Join': [',', references.length === 0 ? ['none'] : references] };
    switch (kind) {
      case 'group': return [`R${number}`, { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: `group-${number}-v${version}`, KmsKeyId: seen } }];
      case 'parameter': return [`R${number}`, { Type: 'AWS::SSM::Parameter', Properties: { Name: `parameter-${number}`, Type: 'String', Value: `v${version}`, Description: seen } }];
      default: return [`R${number}`, { Type: 'Custom::Thing', Properties: { ServiceToken: 'arn:aws:lambda:us-east-1:123456789012:function:thing', Key: `custom-${number}-v${version}`, Seen: seen } }];
    }
  })) });
}

describe('rolling an update back', () => {
  it('leaves the same resources in the same state, for any graph and any failures', async (context) => {
    let after: Graph = new Map();
    let stackName = '';
    const failing = (logicalId: string): Node['fails'] => {
      const updating = fake.cloudFormation.stacks.find(stackName)?.status === 'UPDATE_IN_PROGRESS';
      return updating ? after.get(Number(logicalId.slice(1)))?.fails ?? 'never' : 'never';
    };
    const fake = await startFakeCloud({
      behaviour: {
        before(verb, logicalId, properties, creation) {
          const fails = verb === 'delete' ? 'never' : failing(logicalId);
          if (fails === 'late' && verb === 'create' && typeof properties.LogGroupName === 'string') {
            fake.existing(stackName).set(properties.LogGroupName, properties);
            creation.created(properties.LogGroupName);
          }
          if (fails !== 'never') throw new Error(`${logicalId} is to fail`);
        },
      },
      lambda(event, cloudFormation) {
        const { RequestType, ResourceProperties, LogicalResourceId, PhysicalResourceId } = event as {
          RequestType: string; ResourceProperties: { Key: string }; LogicalResourceId: string; PhysicalResourceId?: string;
        };
        const world = fake.existing(stackName);
        const fails = RequestType === 'Delete' ? 'never' : failing(LogicalResourceId);
        const physicalId = RequestType === 'Delete' ? PhysicalResourceId ?? '' : ResourceProperties.Key;
        if (RequestType === 'Delete') world.delete(physicalId);
        else if (fails !== 'early') world.set(physicalId, ResourceProperties);
        respond(cloudFormation, event, fails === 'never' ? { Status: 'SUCCESS', PhysicalResourceId: physicalId } : { Status: 'FAILED', Reason: 'is to fail', PhysicalResourceId: physicalId });
        return {};
      },
    });
    context.after(() => fake.stop());
    let run = 0;
    await fc.assert(fc.asyncProperty(graph, graph, async (first, second) => {
      stackName = `stack-${++run}`;
      after = new Map();
      await fake.call('CreateStack', { StackName: stackName, TemplateBody: template(first) });
      assert.equal(await fake.settled(stackName), 'CREATE_COMPLETE');
      const before = structuredClone(new Map(fake.existing(stackName)));
      after = second;
      try {
        await fake.call('UpdateStack', { StackName: stackName, TemplateBody: template(second) });
      } catch (error) {
        assert.equal(String(error), 'ValidationError: No updates are to be performed.');
      }
      const status = await fake.settled(stackName);
      const history = await fake.history(stackName);
      if (status === 'UPDATE_ROLLBACK_COMPLETE') assert.deepEqual(sorted(fake.existing(stackName)), sorted(before), history.join('\n'));
      else assert.equal(status === 'UPDATE_COMPLETE' || status === 'CREATE_COMPLETE', true, `${status}\n${history.join('\n')}`);
      if (status === 'UPDATE_COMPLETE') assert.equal(fake.existing(stackName).size, second.size, history.join('\n'));
      assert.equal(fake.cloudFormation.stacks.superseded(fake.cloudFormation.stacks.find(stackName)?.id ?? '').length, 0);
      after = new Map();
      await fake.call('DeleteStack', { StackName: stackName });
      await fake.cloudFormation.engine.settled(fake.cloudFormation.stacks.list().find(({ name }) => name === stackName)?.id ?? '');
      assert.deepEqual([...fake.existing(stackName)], []);
    }), { numRuns: 150 });
  });
});

function sorted(world: ReadonlyMap<string, unknown>): readonly (readonly [string, unknown])[] {
  return [...world].sort(([one], [other]) => (one < other ? -1 : 1));
}

function respond(cloudFormation: { deliverResponse(id: string, body: Buffer): object }, event: Record<string, unknown>, response: object): void {
  const { ResponseURL, StackId, RequestId, LogicalResourceId } = event as Record<string, string>;
  const body = { StackId, RequestId, LogicalResourceId, Data: {}, ...response };
  cloudFormation.deliverResponse((ResponseURL ?? '').slice((ResponseURL ?? '').lastIndexOf('/') + 1), Buffer.from(JSON.stringify(body)));
}
