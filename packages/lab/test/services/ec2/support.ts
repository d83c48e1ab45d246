import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { ec2Service, type Ec2Service } from '../../../src/services/ec2/registry';
import { iamService } from '../../../src/services/iam/registry';
import { FakeMachines } from '../../support/fake-machines';
import { startTestLab, type TestLab, type TestLabOptions } from '../../support/lab';

export interface Ec2TestLab {
  readonly lab: TestLab;
  readonly ec2: Ec2Service;
  readonly machines: FakeMachines;
  readonly client: EC2Client;
  readonly iam: IAMClient;
}

/** A lab with EC2 and IAM whose machines are only pretended. */
export async function startEc2Lab(options: TestLabOptions = {}): Promise<Ec2TestLab> {
  const machines = new FakeMachines();
  let ec2: Ec2Service | undefined;
  const lab = await startTestLab((core) => {
    ec2 = ec2Service({ lab: core.lab, machines });
    return [ec2.service, iamService({ ...core, ...core.lab })];
  }, options);
  if (!ec2) throw new Error('no EC2');
  return { lab, ec2, machines, client: new EC2Client(lab.clientOptions), iam: new IAMClient(lab.clientOptions) };
}
