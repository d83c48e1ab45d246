import { AspectPriority, Aspects, CfnResource, IAspect, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { CHECKED_TYPES } from './app-model';
import { checkResource } from './check-resource';

/** Stages that are visited on their own: aspects do not go from an app into its stages. */
const entered = new WeakSet<IConstruct>();

const CHECKS: IAspect = {
  visit: (node) => {
    if (CfnResource.isCfnResource(node) && CHECKED_TYPES.has(node.cfnResourceType)) {
      checkResource(node);
    }
    for (const stage of node.node.children.filter((child) => Stage.isStage(child))) {
      if (enter(stage)) {
        // it came after the checks, and was synthesized before this stage was asked
        stage.synth({ force: true });
      }
    }
  },
};

/** Has every resource in a scope checked at synthesis, those in its stages too. */
export function applyChecks(scope: IConstruct): void {
  Aspects.of(scope).add(CHECKS, { priority: AspectPriority.READONLY });
  scope.node.findAll().filter((node) => Stage.isStage(node) && node !== scope).forEach(enter);
}

function enter(stage: IConstruct): boolean {
  const isNew = !entered.has(stage);
  entered.add(stage);
  if (isNew) {
    Aspects.of(stage).add(CHECKS, { priority: AspectPriority.READONLY });
  }
  return isNew;
}
