import { AspectPriority, Aspects, CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { checkTaskDefinition } from './private/check-task-definition';

/**
 * The rules of the network modes for any app: they need none of the other constructs of this library.
 *
 * Errors fail the synthesis; warnings have ids and can be acknowledged.
 */
export class NetworkModeChecks {
  /**
   * Check every ECS task definition inside a scope.
   *
   * @param scope for example the app or a stack; task definitions that are added to it later are checked too, those inside another stage are not
   */
  public static applyTo(scope: IConstruct): void {
    Aspects.of(scope).add({
      visit: (node) => {
        if (CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::ECS::TaskDefinition') {
          checkTaskDefinition(node);
        }
      },
    }, { priority: AspectPriority.READONLY });
  }

  private constructor() {}
}
