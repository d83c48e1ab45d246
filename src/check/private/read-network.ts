import { AppResources } from './app-resources';
import { list, Resource } from './resource';
import { SubnetsModel, Way } from './service-model';

/** Reads where subnets lead, from their routes and the endpoints of their VPC. */
export class NetworkReader {
  private readonly ways = new Map<Resource, Way>();

  constructor(private readonly app: AppResources) {}

  /** The subnets of a list of references. */
  public subnets(value: unknown): SubnetsModel {
    const subnets = list(value).map((element) => this.app.linked(element, 'AWS::EC2::Subnet'));
    const vpc = subnets[0] && this.app.linked(this.app.properties(subnets[0]).VpcId, 'AWS::EC2::VPC');
    const endpoints = vpc === undefined ? undefined : this.app.referring('AWS::EC2::VPCEndpoint', 'VpcId', vpc)
      .map((endpoint) => this.app.properties(endpoint)).filter(({ VpcEndpointType: type }) => type !== 'Gateway' && type !== undefined);
    return {
      ways: subnets.map((subnet) => subnet === undefined ? 'unknown' : this.way(subnet)),
      noEndpoints: endpoints?.length === 0,
      noSessionEndpoint: endpoints !== undefined && endpoints.every(({ ServiceName: name }) => JSON.stringify(name).includes('amazonaws')
        && !JSON.stringify(name).includes('.ssmmessages')),
    };
  }

  private way(subnet: Resource): Way {
    const known = this.ways.get(subnet) ?? this.readWay(subnet);
    this.ways.set(subnet, known);
    return known;
  }

  private readWay(subnet: Resource): Way {
    const [association] = this.app.referring('AWS::EC2::SubnetRouteTableAssociation', 'SubnetId', subnet);
    const table = association && this.app.linked(this.app.properties(association).RouteTableId, 'AWS::EC2::RouteTable');
    if (table === undefined) {
      return 'unknown';
    }
    const routes = this.app.referring('AWS::EC2::Route', 'RouteTableId', table).map((route) => this.app.properties(route));
    const out = routes.filter(({ DestinationCidrBlock: block, DestinationIpv6CidrBlock: ipv6 }) => block === undefined ? ipv6 === undefined : block === '0.0.0.0/0' || typeof block !== 'string');
    const [first] = out;
    if (first === undefined) {
      // a narrower route may lead to a peer or a network at home
      return routes.length === 0 ? 'isolated' : 'unknown';
    }
    return out.some(({ GatewayId: gateway }) => this.app.linked(gateway, 'AWS::EC2::InternetGateway') !== undefined) ? 'public' : 'egress';
  }
}
