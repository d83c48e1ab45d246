import { after } from 'node:test';
import { systemClock } from '../../src/clock/clock';
import { collect, type Outcome } from '../../src/instance/collect';
import { DockerFleet } from '../../src/instance/docker-fleet';
import type { InstanceSpec } from '../../src/instance/fleet';
import { rememberingLog, TestLab } from '../docker/support';

/** A fleet of a lab of its own; its machines are removed after the tests of the file. */
export class TestFleet extends TestLab {
  readonly log = rememberingLog();
  private readonly fleets: DockerFleet[] = [];

  constructor() {
    super();
    after(() => this.fleets.forEach((fleet) => fleet.close()));
  }

  /** Only inside of hooks and tests. */
  get fleet(): DockerFleet {
    return this.fleets[0] ?? this.another();
  }

  /** A second fleet of the same lab, as after a restart. */
  another(): DockerFleet {
    const fleet = new DockerFleet({ host: this.host, name: this.lab, region: 'us-east-1', clock: systemClock, log: this.log });
    this.fleets.push(fleet);
    return fleet;
  }

  /** Runs a shell command on an instance. */
  async shell(instanceId: string, command: string, input = ''): Promise<Outcome> {
    return collect(await this.fleet.run(instanceId, { argv: ['bash', '-c', command] }), input);
  }
}

/** What an instance of the workshop is started from. */
export function instanceSpec(given: Partial<InstanceSpec> & Pick<InstanceSpec, 'instanceId'>): InstanceSpec {
  return {
    instanceType: 't3.medium', imageId: 'ami-0', vpcId: 'vpc-1', subnetId: 'subnet-1', subnetCidr: '10.0.100.0/24',
    availabilityZone: 'us-east-1a', privateIpAddress: '10.0.100.120', userData: '', vcpus: 2, memoryMiB: 4096, ...given,
  };
}
