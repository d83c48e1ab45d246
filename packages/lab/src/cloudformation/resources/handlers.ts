import type { Lab } from '../../lab';
import type { ResourceHandler } from '../resource-handler';
import { autoScalingGroup } from './autoscaling-group';
import { autoScalingLaunchConfiguration } from './autoscaling-launch-configuration';
import { autoScalingLifecycleHook } from './autoscaling-lifecycle-hook';
import { cloudWatchAlarm } from './cloudwatch-alarm';
import { ec2Eip } from './ec2-eip';
import { ec2Instance } from './ec2-instance';
import { ec2InternetGateway } from './ec2-internet-gateway';
import { ec2LaunchTemplate } from './ec2-launch-template';
import { ec2NatGateway } from './ec2-nat-gateway';
import { ec2Route } from './ec2-route';
import { ec2RouteTable } from './ec2-route-table';
import { ec2SecurityGroup } from './ec2-security-group';
import { ec2SecurityGroupEgress, ec2SecurityGroupIngress } from './ec2-security-group-rules';
import { ec2Subnet } from './ec2-subnet';
import { ec2SubnetRouteTableAssociation } from './ec2-subnet-route-table-association';
import { ec2Vpc } from './ec2-vpc';
import { ec2VpcEndpoint } from './ec2-vpc-endpoint';
import { ec2VpcGatewayAttachment } from './ec2-vpc-gateway-attachment';
import { eventsRule } from './events-rule';
import { iamInstanceProfile } from './iam-instance-profile';
import { iamManagedPolicy } from './iam-managed-policy';
import { iamPolicy } from './iam-policy';
import { iamRole } from './iam-role';
import { kmsAlias } from './kms-alias';
import { kmsKey } from './kms-key';
import { lambdaFunction } from './lambda-function';
import { lambdaLayerVersion } from './lambda-layer-version';
import { lambdaPermission } from './lambda-permission';
import { logsLogGroup } from './logs-log-group';
import { s3Bucket } from './s3-bucket';
import { s3BucketPolicy } from './s3-bucket-policy';
import { secretsManagerSecret } from './secretsmanager-secret';
import { serviceDiscoveryInstance } from './servicediscovery-instance';
import { serviceDiscoveryHttpNamespace, serviceDiscoveryPrivateDnsNamespace } from './servicediscovery-namespace';
import { serviceDiscoveryService } from './servicediscovery-service';
import { snsSubscription } from './sns-subscription';
import { snsTopic } from './sns-topic';
import { snsTopicPolicy } from './sns-topic-policy';
import { ssmParameter } from './ssm-parameter';
import { stepFunctionsStateMachine } from './stepfunctions-state-machine';

/** Every resource type with behaviour outside ECS. `isReleasing`: whether ECS will take its protection from instances of an Auto Scaling group. */
export const resourceHandlers = (lab: Pick<Lab, 'timeScale'>, isReleasing: (group: string) => boolean = () => false): readonly ResourceHandler[] => [
  autoScalingGroup(lab, isReleasing), autoScalingLaunchConfiguration, autoScalingLifecycleHook,
  cloudWatchAlarm,
  ec2Eip, ec2Instance, ec2InternetGateway, ec2LaunchTemplate, ec2NatGateway, ec2Route, ec2RouteTable, ec2SecurityGroup, ec2SecurityGroupEgress,
  ec2SecurityGroupIngress, ec2Subnet, ec2SubnetRouteTableAssociation, ec2Vpc, ec2VpcEndpoint, ec2VpcGatewayAttachment,
  eventsRule,
  iamInstanceProfile, iamManagedPolicy, iamPolicy, iamRole,
  kmsAlias, kmsKey, lambdaFunction, lambdaLayerVersion, lambdaPermission, logsLogGroup, s3Bucket, s3BucketPolicy,
  secretsManagerSecret, serviceDiscoveryHttpNamespace, serviceDiscoveryInstance, serviceDiscoveryPrivateDnsNamespace, serviceDiscoveryService,
  snsSubscription, snsTopic, snsTopicPolicy, ssmParameter, stepFunctionsStateMachine,
];
