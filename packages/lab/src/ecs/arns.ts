import type { Lab } from '../lab';

/** Writes and reads the ARNs of one lab's ECS. Every method takes a name or an ARN, as AWS does, and gives the long ARN. */
export class EcsArns {
  private readonly prefix: string;

  constructor(lab: Pick<Lab, 'accountId' | 'region'>) {
    this.prefix = `arn:aws:ecs:${lab.region}:${lab.accountId}:`;
  }

  /** Default: the cluster named `default`. */
  cluster(nameOrArn: string = 'default'): string {
    return isArn(nameOrArn) ? nameOrArn : `${this.prefix}cluster/${nameOrArn}`;
  }

  task(cluster: string | undefined, idOrArn: string): string {
    return isArn(idOrArn) ? idOrArn : `${this.prefix}task/${lastPart(this.cluster(cluster))}/${idOrArn}`;
  }

  service(cluster: string | undefined, nameOrArn: string): string {
    return isArn(nameOrArn) ? nameOrArn : `${this.prefix}service/${lastPart(this.cluster(cluster))}/${nameOrArn}`;
  }

  containerInstance(cluster: string | undefined, idOrArn: string): string {
    return isArn(idOrArn) ? idOrArn : `${this.prefix}container-instance/${lastPart(this.cluster(cluster))}/${idOrArn}`;
  }

  container(taskArn: string, uuid: string): string {
    return `${taskArn.replace(':task/', ':container/')}/${uuid}`;
  }

  taskDefinition(family: string, revision: number | string): string {
    return `${this.prefix}task-definition/${family}:${revision}`;
  }

  capacityProvider(nameOrArn: string): string {
    return isArn(nameOrArn) ? nameOrArn : `${this.prefix}capacity-provider/${nameOrArn}`;
  }
}

export function isArn(text: string): boolean {
  return text.startsWith('arn:');
}

/** What follows the last slash: a name or an id. */
export function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
