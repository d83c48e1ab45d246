import { Token } from 'aws-cdk-lib';
import { modelFor } from '../../check/private/model-for';
import { reportFindings } from '../../check/private/report';
import { planFindings } from '../../check/rules/host-port-plan-findings';
import { IEc2Capacity } from '../capacity';

/** Makes a capacity report what its host-port plan has to say, at synthesis. */
export function validatePlan(capacity: IEc2Capacity, managedScaling: boolean): void {
  // a number that is known only at deploy time may be large enough
  const known = (count: number) => (Token.isUnresolved(count) ? Infinity : count);
  capacity.node.addValidation({
    validate: () => {
      const model = modelFor(capacity);
      const instances = { path: capacity.node.path, min: known(capacity.minCapacity), max: known(capacity.maxCapacity), managedScaling };
      return reportFindings(capacity, planFindings(capacity.hostPortPlan._claims(instances, (definition) => model.task(definition))));
    },
  });
}
