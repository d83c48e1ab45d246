import { aws_ecs as ecs } from 'aws-cdk-lib';
import { Dependable, IConstruct, IDependable } from 'constructs';

/** Every service of the app that runs tasks of a definition; complete only at synthesis. */
export function servicesOf(taskDefinition: ecs.TaskDefinition): IConstruct[] {
  return taskDefinition.node.root.node.findAll()
    .filter((construct): construct is ecs.BaseService => construct instanceof ecs.BaseService && construct.taskDefinition === taskDefinition);
}

/** The same services as a dependency, so that those are waited for too that are defined after the probe. */
export function dependableServicesOf(taskDefinition: ecs.TaskDefinition): IDependable {
  const services: IDependable = {};
  Dependable.implement(services, {
    get dependencyRoots() {
      return servicesOf(taskDefinition);
    },
  });
  return services;
}
