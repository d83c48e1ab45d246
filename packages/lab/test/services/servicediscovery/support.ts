import { rootPrincipal } from '../../../src/iam/principals';
import type { Principal } from '../../../src/iam/principal';
import { ec2Service } from '../../../src/services/ec2/registry';
import { iamService } from '../../../src/services/iam/registry';
import { discoveryOf, serviceDiscoveryService } from '../../../src/services/servicediscovery/registry';
import { FakeMachines } from '../../support/fake-machines';
import { startTestLab, type TestLab, type TestLabOptions } from '../../support/lab';

export interface CloudMapLab extends TestLab {
  /** A call of Cloud Map, by root unless said. */
  call<Output = Record<string, never>>(operation: string, input?: object, principal?: Principal): Promise<Output>;
  makeVpc(): Promise<string>;
  /** Makes a private DNS namespace and gives its id. */
  makeNamespace(name: string, vpcId: string): Promise<string>;
  makeService(input: object): Promise<{ readonly Id: string; readonly Arn: string }>;
  /** How often namespaces have come or gone. */
  changes(): number;
}

export interface Operation {
  readonly Id: string;
  readonly Type: string;
  readonly Status: string;
  readonly ErrorCode?: string;
  readonly ErrorMessage?: string;
  readonly Targets: Readonly<Record<string, string>>;
}

const root = rootPrincipal('123456789012');

/** Cloud Map beside EC2 and IAM, with pretended machines. */
export async function startCloudMapLab(options: TestLabOptions = {}): Promise<CloudMapLab> {
  let changes = 0;
  const lab = await startTestLab((core) => [
    iamService({ ...core, ...core.lab }), ec2Service({ lab: core.lab, machines: new FakeMachines() }).service,
    serviceDiscoveryService(discoveryOf({ lab: core.lab, namespacesChanged: () => void changes++ })),
  ], options);
  const call = <Output>(operation: string, input: object = {}, principal: Principal = root) =>
    lab.lab.invoke<Output>('servicediscovery', operation, input, principal);
  return {
    ...lab, call, changes: () => changes,
    makeVpc: async () => (await lab.lab.invoke<{ Vpc: { VpcId: string } }>('ec2', 'CreateVpc', { CidrBlock: '10.0.0.0/16' }, root)).Vpc.VpcId,
    async makeNamespace(Name, Vpc) {
      const { OperationId } = await call<{ OperationId: string }>('CreatePrivateDnsNamespace', { Name, Vpc });
      return (await call<{ Operation: Operation }>('GetOperation', { OperationId })).Operation.Targets['NAMESPACE'] ?? '';
    },
    makeService: async (input) => (await call<{ Service: { Id: string; Arn: string } }>('CreateService', input)).Service,
  };
}
