import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { modelFor } from './model-for';
import { reportFindings } from './report';

/** Resources that report on their own, so that nothing is said twice about them. */
const checked = new WeakSet<IConstruct>();

/** Makes a resource report its errors and warnings at synthesis, once however often this is called. */
export function checkResource(resource: CfnResource): void {
  if (checked.has(resource)) {
    return;
  }
  checked.add(resource);
  resource.node.addValidation({ validate: () => reportFindings(resource, modelFor(resource).findings(resource)) });
}
