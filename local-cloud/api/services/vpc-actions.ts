import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models';
import { z } from 'zod';
import type { SubnetRecord, VpcRecord, VpcService } from '../../account/vpc';
import { networkQuotas } from '../../account/vpc-quotas';
import { type Action, action } from '../action';
import { nameFilters, passesFilters } from '../filters';
import { pageOf } from '../page';
import { listTags, readTags, tagList } from '../tags';

const ids = z.array(z.string());
const text = z.string();

/** VPCs and subnets of the service `vpc`. */
export function vpcActions(vpc: VpcService): Readonly<Record<string, Action>> {
  return {
    CreateVpc: action<Models.CreateVpcRequest, Models.CreateVpcResponse>({
      parameters: { VpcName: text, CidrBlock: text, Tags: tagList.optional() },
      ignored: ['EnableMulticast', 'DnsServers', 'DomainName', 'EnableRouteVpcPublish', 'EnableRouteVpcPublishIpv6'],
      answer: ({ VpcName, CidrBlock, Tags }, { region }) => ({
        Vpc: vpcModel(vpc.createVpc({ region, name: VpcName, cidrBlock: CidrBlock, tags: readTags(Tags) })),
      }),
    }),

    DescribeVpcs: action<Models.DescribeVpcsRequest, Models.DescribeVpcsResponse>({
      parameters: {
        VpcIds: ids.optional(),
        Filters: nameFilters.optional(),
        Offset: text.optional(),
        Limit: text.optional(),
      },
      answer: ({ VpcIds, Filters = [], ...page }, { region }) => {
        const found = vpc.vpcs().filter(
          (record) =>
            record.region === region &&
            (VpcIds?.includes(record.vpcId) ?? true) &&
            passesFilters(Filters, {
              'vpc-id': record.vpcId,
              'vpc-name': record.name,
              'cidr-block': record.cidrBlock,
            }),
        );
        return { TotalCount: found.length, VpcSet: pageOf(found, page).map(vpcModel) };
      },
    }),

    DescribeVpcLimits: action<Models.DescribeVpcLimitsRequest, Models.DescribeVpcLimitsResponse>({
      parameters: { LimitTypes: z.array(z.literal('appid-max-vpcs')) },
      answer: ({ LimitTypes }) => ({
        VpcLimitSet: LimitTypes.map((LimitType) => ({ LimitType, LimitValue: networkQuotas.vpcs })),
      }),
    }),

    ModifyVpcAttribute: action<Models.ModifyVpcAttributeRequest, Models.ModifyVpcAttributeResponse>({
      parameters: { VpcId: text, VpcName: text.optional() },
      ignored: [
        'EnableMulticast',
        'DnsServers',
        'DomainName',
        'EnableCdcPublish',
        'EnableRouteVpcPublish',
        'EnableRouteVpcPublishIpv6',
      ],
      answer: ({ VpcId, VpcName }) => {
        vpc.changeVpc(VpcId, VpcName === undefined ? {} : { name: VpcName });
        return {};
      },
    }),

    DeleteVpc: action<Models.DeleteVpcRequest, Models.DeleteVpcResponse>({
      parameters: { VpcId: text },
      answer: ({ VpcId }) => {
        vpc.deleteVpc(VpcId);
        return {};
      },
    }),

    CreateSubnet: action<Models.CreateSubnetRequest, Models.CreateSubnetResponse>({
      parameters: { VpcId: text, SubnetName: text, CidrBlock: text, Zone: text, Tags: tagList.optional() },
      ignored: ['CdcId'],
      answer: ({ VpcId, SubnetName, CidrBlock, Zone, Tags }) => {
        const wanted = { vpcId: VpcId, name: SubnetName, cidrBlock: CidrBlock, zone: Zone, tags: readTags(Tags) };
        return { Subnet: subnetModel(vpc, vpc.createSubnet(wanted)) };
      },
    }),

    DescribeSubnets: action<Models.DescribeSubnetsRequest, Models.DescribeSubnetsResponse>({
      parameters: {
        SubnetIds: ids.optional(),
        Filters: nameFilters.optional(),
        Offset: text.optional(),
        Limit: text.optional(),
      },
      answer: ({ SubnetIds, Filters = [], ...page }) => {
        const found = vpc.subnets().filter(
          (record) =>
            (SubnetIds?.includes(record.subnetId) ?? true) &&
            passesFilters(Filters, {
              'subnet-id': record.subnetId,
              'vpc-id': record.vpcId,
              'subnet-name': record.name,
              'cidr-block': record.cidrBlock,
              zone: record.zone,
              ...tagFilters(record.tags),
            }),
        );
        return { TotalCount: found.length, SubnetSet: pageOf(found, page).map((record) => subnetModel(vpc, record)) };
      },
    }),

    ModifySubnetAttribute: action<Models.ModifySubnetAttributeRequest, Models.ModifySubnetAttributeResponse>({
      parameters: { SubnetId: text, SubnetName: text.optional() },
      ignored: ['EnableBroadcast'],
      answer: ({ SubnetId, SubnetName }) => {
        vpc.changeSubnet(SubnetId, SubnetName === undefined ? {} : { name: SubnetName });
        return {};
      },
    }),

    DeleteSubnet: action<Models.DeleteSubnetRequest, Models.DeleteSubnetResponse>({
      parameters: { SubnetId: text },
      answer: ({ SubnetId }) => {
        vpc.deleteSubnet(SubnetId);
        return {};
      },
    }),

    DescribeRouteTables: action<Models.DescribeRouteTablesRequest, Models.DescribeRouteTablesResponse>({
      parameters: {
        Filters: nameFilters.optional(),
        RouteTableIds: ids.optional(),
        Offset: text.optional(),
        Limit: text.optional(),
      },
      ignored: ['NeedRouterInfo'],
      answer: ({ Filters = [], RouteTableIds, ...page }) => {
        const found = vpc.vpcs().filter(
          ({ vpcId, routeTableId }) =>
            (RouteTableIds?.includes(routeTableId) ?? true) &&
            passesFilters(Filters, {
              'vpc-id': vpcId,
              'route-table-id': routeTableId,
              'route-table-name': 'default',
              'association.main': 'true',
            }),
        );
        return { TotalCount: found.length, RouteTableSet: pageOf(found, page).map(routeTableModel) };
      },
    }),
  };
}

/** Values for filters by tags, whose names are `tag:` and the key. */
const tagFilters = (tags: SubnetRecord['tags']) =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`tag:${key}`, value]));

// platform: vpc-defaults
function vpcModel({ vpcId, name, cidrBlock, createTime, tags }: VpcRecord): Models.Vpc {
  return {
    VpcId: vpcId,
    VpcName: name,
    CidrBlock: cidrBlock,
    CreatedTime: createTime,
    IsDefault: false,
    EnableMulticast: true,
    DnsServerSet: ['183.60.83.19', '183.60.82.98'],
    DomainName: '',
    DhcpOptionsId: '',
    EnableDhcp: true,
    Ipv6CidrBlock: '',
    AssistantCidrSet: [],
    EnableRouteVpcPublish: false,
    EnableRouteVpcPublishIpv6: false,
    TagSet: listTags(tags),
  };
}

function subnetModel(vpc: VpcService, record: SubnetRecord): Models.Subnet {
  return {
    VpcId: record.vpcId,
    SubnetId: record.subnetId,
    SubnetName: record.name,
    CidrBlock: record.cidrBlock,
    Zone: record.zone,
    CreatedTime: record.createTime,
    RouteTableId: vpc.vpc(record.vpcId).routeTableId,
    AvailableIpAddressCount: vpc.availableAddresses(record.subnetId),
    TotalIpAddressCount: vpc.totalAddresses(record.subnetId),
    IsDefault: false,
    EnableBroadcast: true,
    CdcId: '',
    IsCdcSubnet: 0,
    NetworkAclId: '',
    Ipv6CidrBlock: '',
    TagSet: listTags(record.tags),
  };
}

function routeTableModel({ vpcId, routeTableId, createTime }: VpcRecord): Models.RouteTable {
  return {
    VpcId: vpcId,
    RouteTableId: routeTableId,
    RouteTableName: 'default',
    Main: true,
    CreatedTime: createTime,
    AssociationSet: [],
    RouteSet: [],
    TagSet: [],
  };
}
