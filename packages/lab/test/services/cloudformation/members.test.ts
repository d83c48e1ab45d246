import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { rootPrincipal } from '../../../src/iam/principals';
import { startFakeCloud, type FakeCloud } from '../../cloudformation/support/fake-cloud';

/** Members that an operation makes true, and those that can be taken although nothing follows from them: with the reason why. */
interface Members {
  readonly honoured: readonly string[];
  readonly harmless?: Readonly<Record<string, string>>;
}

const SOURCE = ['StackName', 'TemplateBody', 'TemplateURL', 'Parameters', 'Capabilities', 'RoleARN', 'Tags', 'DeploymentConfig'];
const TOKEN = 'it is in the events; a call that is repeated while the first one is under way is refused, and does nothing twice';
const MEMBERS: Readonly<Record<string, Members>> = {
  CancelUpdateStack: { honoured: ['StackName'], harmless: { ClientRequestToken: TOKEN } },
  ContinueUpdateRollback: { honoured: ['StackName', 'RoleARN', 'ClientRequestToken', 'ResourcesToSkip'] },
  CreateChangeSet: {
    honoured: [...SOURCE, 'ChangeSetName', 'ChangeSetType', 'UsePreviousTemplate', 'ClientToken', 'Description', 'OnStackFailure', 'ImportExistingResources', 'ResourcesToImport'],
    harmless: { IncludeNestedStacks: 'nested stacks are refused with the template, so there is none to include' },
  },
  CreateStack: { honoured: [...SOURCE, 'DisableRollback', 'OnFailure', 'ClientRequestToken', 'EnableTerminationProtection', 'RetainExceptOnCreate'] },
  DeleteChangeSet: { honoured: ['ChangeSetName', 'StackName'] },
  DeleteStack: { honoured: ['StackName', 'RetainResources', 'RoleARN', 'ClientRequestToken', 'DeploymentConfig'] },
  DescribeChangeSet: { honoured: ['ChangeSetName', 'StackName', 'IncludePropertyValues'] },
  DescribeEvents: { honoured: ['StackName', 'ChangeSetName', 'OperationId', 'Filters'] },
  DescribeStackEvents: { honoured: ['StackName', 'NextToken'] },
  DescribeStackResource: { honoured: ['StackName', 'LogicalResourceId'] },
  DescribeStackResources: { honoured: ['StackName', 'LogicalResourceId', 'PhysicalResourceId'] },
  DescribeStacks: { honoured: ['StackName'] },
  ExecuteChangeSet: { honoured: ['ChangeSetName', 'StackName', 'ClientRequestToken', 'DisableRollback', 'RetainExceptOnCreate'] },
  GetTemplate: { honoured: ['StackName', 'ChangeSetName'], harmless: { TemplateStage: 'there are no transforms: both stages are the same text' } },
  GetTemplateSummary: { honoured: ['StackName', 'TemplateBody', 'TemplateURL'] },
  ListChangeSets: { honoured: ['StackName'] },
  ListExports: { honoured: [] },
  ListHookResults: { honoured: ['TargetType', 'TargetId'] },
  ListImports: { honoured: ['ExportName'] },
  ListStackResources: { honoured: ['StackName'] },
  ListStacks: { honoured: ['StackStatusFilter'] },
  RollbackStack: { honoured: ['StackName', 'RoleARN', 'ClientRequestToken', 'RetainExceptOnCreate', 'DeploymentConfig'] },
  SignalResource: { honoured: ['StackName', 'LogicalResourceId', 'UniqueId', 'Status'] },
  UpdateStack: { honoured: [...SOURCE, 'UsePreviousTemplate', 'DisableRollback', 'ClientRequestToken', 'RetainExceptOnCreate'] },
  UpdateTerminationProtection: { honoured: ['StackName', 'EnableTerminationProtection'] },
  ValidateTemplate: { honoured: ['TemplateBody', 'TemplateURL'] },
};

interface Model {
  readonly operations: Readonly<Record<string, { readonly input: string }>>;
  readonly shapes: Readonly<Record<string, { readonly members: Readonly<Record<string, unknown>> }>>;
}
const model = JSON.parse(readFileSync(join(__dirname, '../../../src/protocol/models/cloudformation.json'), 'utf8')) as Model;

let fake: FakeCloud;
before(async () => { fake = await startFakeCloud(); });
after(() => fake.stop());

/** What an operation says to one member alone. */
const answerTo = (operation: string, member: string): Promise<string> => fake.lab.lab.invoke('cloudformation', operation, { [member]: 'x' }, rootPrincipal('123456789012'))
  .then(() => 'done', (error: unknown) => (error instanceof Error ? error.message : String(error)));

describe('every member of every request is honoured, harmless, or refused by name', () => {
  for (const [operation, { input }] of Object.entries(model.operations)) {
    it(operation, async () => {
      const { honoured, harmless = {} } = MEMBERS[operation] ?? { honoured: [] };
      for (const member of Object.keys(model.shapes[input]?.members ?? {})) {
        const refused = (await answerTo(operation, member)).startsWith(`${member} of ${operation} is not supported by this lab`);
        assert.equal(refused, !honoured.includes(member) && !Object.hasOwn(harmless, member), `${operation}: ${member} ${refused ? 'is refused' : 'is taken'}`);
      }
    });
  }
});

const TEMPLATE = (name: string) => JSON.stringify({ Resources: { Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: name } } } });
const change = (more: object) => fake.call<{ Id: string }>('CreateChangeSet', { StackName: 'm', ChangeSetType: 'CREATE', TemplateBody: TEMPLATE('a'), ...more });

it('a change set that is asked for twice with one token is made once', async () => {
  const first = await change({ ChangeSetName: 'c', ClientToken: 'one' });
  assert.equal((await change({ ChangeSetName: 'c', ClientToken: 'one' })).Id, first.Id);
  await assert.rejects(change({ ChangeSetName: 'c', ClientToken: 'two' }), /ChangeSet c already exists/);
  await assert.rejects(change({ ChangeSetName: 'd', ChangeSetType: 'UPDATE', OnStackFailure: 'DELETE' }), /OnStackFailure DELETE is for change sets of the type CREATE only/);
});
