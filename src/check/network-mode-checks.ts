import { AspectPriority, Aspects, CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { acknowledge } from './private/acknowledgements';
import { CHECKED_TYPES } from './private/app-model';
import { checkResource } from './private/check-resource';

/**
 * The rules of the network modes for any app: they need none of the other constructs of this library.
 *
 * Errors fail the synthesis, warnings are shown; each has an id, a page in `docs/checks`, and can be acknowledged. What is known only at
 * deploy time is not judged, and neither is what lies outside the app.
 */
export class NetworkModeChecks {
  /**
   * Check every ECS task definition, service, capacity provider and Auto Scaling group inside a scope.
   *
   * @param scope for example the app or a stack; what is added to it later is checked too, what is inside another stage is not
   */
  public static applyTo(scope: IConstruct): void {
    Aspects.of(scope).add({
      visit: (node) => {
        if (CfnResource.isCfnResource(node) && CHECKED_TYPES.has(node.cfnResourceType)) {
          checkResource(node);
        }
      },
    }, { priority: AspectPriority.READONLY });
  }

  /**
   * Silence one finding, error or warning, at a construct and everything inside it.
   *
   * @param scope at which the finding does not matter
   * @param id of the finding, for example `execReadonlyRoot`
   * @param reason why it does not matter there
   */
  public static acknowledge(scope: IConstruct, id: string, reason: string): void {
    acknowledge(scope, id, reason);
  }

  private constructor() {}
}
