import {
  CreateServiceCommand, DescribeServicesCommand, DescribeTasksCommand, ListTasksCommand, type CreateServiceCommandInput, type Service, type Task,
} from '@aws-sdk/client-ecs';
import { type EcsLab, startEcsLab } from '../../support/ecs';

export interface ServiceLab extends EcsLab {
  create(taskDefinition: string, more?: Partial<CreateServiceCommandInput>): Promise<Service>;
  service(name?: string): Promise<Service>;
  /** Messages of the service's events, oldest first, with task, instance and deployment ids written as `X`. */
  events(name?: string): Promise<readonly string[]>;
  /** Tasks that are to run, or have stopped. */
  tasks(desiredStatus?: 'RUNNING' | 'STOPPED'): Promise<readonly Task[]>;
}

/** The grace time after which a task without health check counts as healthy, and a little. */
export const GRACE = 41_000;

export async function startServiceLab(...options: Parameters<typeof startEcsLab>): Promise<ServiceLab> {
  const lab = await startEcsLab(...options);
  const service = async (name = 'web') => {
    const { services: [found] = [] } = await lab.ecs.send(new DescribeServicesCommand({ services: [name] }));
    if (found === undefined) {
      throw new Error(`there is no service ${name}`);
    }
    return found;
  };
  return {
    ...lab,
    service,
    async create(taskDefinition, more = {}) {
      const reply = await lab.ecs.send(new CreateServiceCommand({ serviceName: 'web', taskDefinition, desiredCount: 1, ...more }));
      return reply.service ?? {};
    },
    async events(name) {
      const messages = (await service(name)).events?.map(({ message = '' }) => message) ?? [];
      return messages.reverse().map((message) => message.replace(/[0-9a-f]{32}/g, 'X').replace(/ecs-svc\/\d{19}/g, 'ecs-svc/X'));
    },
    async tasks(desiredStatus = 'RUNNING') {
      const { taskArns = [] } = await lab.ecs.send(new ListTasksCommand({ desiredStatus }));
      return taskArns.length === 0 ? [] : (await lab.ecs.send(new DescribeTasksCommand({ tasks: taskArns }))).tasks ?? [];
    },
  };
}
