import { IConstruct } from 'constructs';
import { acknowledge } from './private/acknowledgements';
import { applyChecks } from './private/apply-checks';

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
   * @param scope for example the app or a stack; what is added to it later is checked too, and so are the stages in it
   */
  public static applyTo(scope: IConstruct): void {
    applyChecks(scope);
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
