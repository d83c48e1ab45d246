interface Plan {
  readonly account: string;
  readonly region: string;
  readonly lines: number;
  readonly all: number;
}

/** What a run makes and what that costs, before it is asked for. Prices are those of us-east-1, on demand, in US dollars. */
export function whatAndCost({ account, region, lines, all }: Plan): string {
  return `This replays ${lines} of ${all} lines on the account ${account} in ${region}. It makes, and removes afterwards:

  - a VPC 10.4.0.0/16 with an internet gateway, two public subnets and a security group (nothing from outside is let in); no NAT gateway
  - two t3.medium and one c5.large instances, and up to three more for some minutes, with the ECS-optimised Amazon Linux 2023 image
  - the clusters conformance-one, -two, -empty and -grown, a capacity provider with its Auto Scaling group and launch template
  - the roles conformance-* with their policies, one instance profile, the log group conformance
  - task definitions, tasks and services; families such as ecs-networking-demo-host count their revisions on from where they are

All lines take two to three hours. Instances at about 0.04 (t3.medium) and 0.09 (c5.large) an hour each with 30 GB of disk and a public address: about
1 US dollar in all, and under 3. Images are pulled from Docker Hub, which limits pulls without an account. It needs an administrator's permissions;
an account that runs nothing else is best. Ctrl-C removes everything too; after a kill, ecs-lab calibrate --remove does, by the ledger.`;
}
