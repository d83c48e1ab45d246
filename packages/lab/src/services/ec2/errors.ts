import { AwsError } from '../../gateway/aws-error';
import { refusalText, type Refusal } from '../support/accepting';

/** EC2's words for an id that names nothing. */
export const notFound = {
  vpc: (id: string) => new AwsError('InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`),
  subnet: (id: string) => new AwsError('InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`),
  internetGateway: (id: string) => new AwsError('InvalidInternetGatewayID.NotFound', `The internetGateway ID '${id}' does not exist`),
  routeTable: (id: string) => new AwsError('InvalidRouteTableID.NotFound', `The routeTable ID '${id}' does not exist`),
  routeTableAssociation: (id: string) => new AwsError('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`),
  securityGroup: (id: string) => new AwsError('InvalidGroup.NotFound', `The security group '${id}' does not exist`),
  securityGroupRule: (id: string) => new AwsError('InvalidSecurityGroupRuleId.NotFound', `The security group rule ID '${id}' does not exist`),
  networkAcl: (id: string) => new AwsError('InvalidNetworkAclID.NotFound', `The networkAcl ID '${id}' does not exist`),
  natGateway: (id: string) => new AwsError('NatGatewayNotFound', `The Nat Gateway ${id} was not found`),
  vpcEndpoint: (id: string) => new AwsError('InvalidVpcEndpointId.NotFound', `The Vpc Endpoint Id '${id}' does not exist`),
  vpcOfEndpoint: (id: string) => new AwsError('InvalidVpcId.NotFound', `The Vpc Id ${id} does not exist`),
  routeTableOfEndpoint: (id: string) => new AwsError('InvalidRouteTableId.NotFound', `The routeTable ID '${id}' does not exist`),
  address: (id: string) => new AwsError('InvalidAllocationID.NotFound', `The allocation ID '${id}' does not exist`),
  publicIp: (ip: string) => new AwsError('InvalidAddress.NotFound', `Address '${ip}' not found.`),
  networkInterface: (id: string) => new AwsError('InvalidNetworkInterfaceID.NotFound', `The networkInterface ID '${id}' does not exist`),
  instance: (id: string) => new AwsError('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`),
  image: (id: string) => new AwsError('InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`),
  launchTemplate: (id: string) =>
    new AwsError('InvalidLaunchTemplateId.NotFound', `The specified launch template, with template ID ${id}, does not exist.`),
  launchTemplateName: (name: string) => new AwsError(
    'InvalidLaunchTemplateName.NotFoundException', `The specified launch template, with template name ${name}, does not exist.`),
  launchTemplateVersion: (id: string, version: string) => new AwsError(
    'InvalidLaunchTemplateId.VersionNotFound', `Could not find launch template version ${version} for the launch template with ID ${id}.`),
};

/** `The <kind> '<id>' has dependencies and cannot be deleted.` */
export const hasDependencies = (kind: string, id: string): AwsError =>
  new AwsError('DependencyViolation', `The ${kind} '${id}' has dependencies and cannot be deleted.`);

export const missingParameter = (name: string): AwsError =>
  new AwsError('MissingParameter', `The request must contain the parameter ${name}`);

export const invalidValue = (value: string, parameter: string, why: string): AwsError =>
  new AwsError('InvalidParameterValue', `Value (${value}) for parameter ${parameter} is invalid. ${why}`);

export const invalidToken = (): AwsError => new AwsError('InvalidNextToken', 'The token is invalid.');

/** What EC2 says of parameters that do not go with each other or with what is there. */
export const invalidParameter = (why: string): AwsError => new AwsError('InvalidParameter', why);

/** Something that EC2 knows and the lab does not honour. */
export const unsupported: Refusal = (where, member, accepted) => new AwsError('UnsupportedOperation', refusalText(where, member, accepted));
