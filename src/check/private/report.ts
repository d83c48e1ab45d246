import { Annotations } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { isAcknowledged } from './acknowledgements';
import { Finding } from './finding';

/** Annotates the warnings and hints, and returns the errors, as `IValidation.validate` wants them. */
export function reportFindings(construct: IConstruct, findings: Finding[]): string[] {
  const annotations = Annotations.of(construct);
  const silenced = ({ id, places = [] }: Finding) => [construct, ...places.filter(Construct.isConstruct)].some((place) => isAcknowledged(place, id));
  const open = findings.filter((finding) => !silenced(finding));
  open.filter(({ level }) => level === 'warning').forEach(({ id, message }) => annotations.addWarningV2(id, message));
  open.filter(({ level }) => level === 'hint').forEach(({ id, message }) => annotations.addInfoV2(id, message));
  return open.filter(({ level }) => level === 'error').map(({ id, message }) => `${message} [${id}]`);
}
