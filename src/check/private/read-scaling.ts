import { AppResources } from './app-resources';
import { Resource, wholeNumber } from './resource';

const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';

/** Reads between which numbers of tasks services are scaled. */
export class ScalingReader {
  private readonly targets: ReadonlyMap<Resource, Resource>;

  constructor(private readonly app: AppResources) {
    this.targets = new Map(app.all(TARGET).filter((target) => !app.isConditional(target)).flatMap((target) =>
      app.mentioned(app.properties(target).ResourceId, 'AWS::ECS::Service').map((service): [Resource, Resource] => [service, target])));
  }

  /** The tasks that a service starts with, and those that it may have later. */
  public tasks(service: Resource, desired: number | undefined): { readonly tasks?: number; readonly mostTasks?: number } {
    const target = this.targets.get(service);
    if (target === undefined) {
      return { tasks: desired };
    }
    const { MinCapacity: min, MaxCapacity: max } = this.app.properties(target);
    const [least, most] = [wholeNumber(min), wholeNumber(max)];
    const raised = desired !== undefined && typeof least === 'number' ? Math.max(desired, least) : desired;
    return typeof most === 'number' ? { tasks: raised === undefined ? undefined : Math.min(raised, most), mostTasks: most } : { tasks: raised };
  }
}
