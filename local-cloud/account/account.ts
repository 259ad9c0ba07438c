import type { Invoke } from '../runtime/invocation';
import type { AccountContext } from './account-context';
import { type AlarmDeliveryOptions, createAlarmDelivery } from './alarm-delivery';
import { createApiGatewayService } from './api-gateway';
import { createCamService } from './cam';
import { createUserService } from './cam-users';
import { createCaptchaService } from './captcha';
import { createCertificateService } from './certificates';
import { createClsService } from './cls';
import type { NewLogLine } from './cls-lines';
import { createCosService } from './cos';
import { type Credential, createCredentialService } from './credentials';
import { createDnsService } from './dns';
import { type Faults, readFaults } from './faults';
import { createGatewayDomainService } from './gateway-domains';
import { createMonitorService } from './monitor';
import { createMetrics } from './monitor-metrics';
import { createRedisService } from './redis';
import { createScfService } from './scf';
import { createScfDomainService } from './scf-domains';
import { createTriggerService } from './scf-trigger';
import { createSecurityGroupService } from './security-group';
import { createSmsService } from './sms';
import { createTaggingService } from './tagging';
import { createVpcService } from './vpc';

/** HTTP endpoints on this machine that invoke functions. */
interface HttpEndpoints {
  /** @returns the address of a function's URL, such as `http://127.0.0.1:9000` */
  readonly openFunctionUrl: (functionId: string) => Promise<string>;
  /** @returns host and port of an API Gateway service */
  readonly openApiGateway: (serviceId: string) => Promise<string>;
  /** Closes the endpoint of a function or of an API Gateway service, if one is open. */
  readonly close: (id: string) => Promise<void>;
  /** Ends the instances of a function. */
  readonly endFunction: (functionId: string) => void;
  /** Invokes a function without an HTTP request. */
  readonly invokeFunction: (functionId: string, ...parameters: Parameters<Invoke>) => ReturnType<Invoke>;
}

export interface AccountOptions {
  readonly context: AccountContext;
  /** The owner's API credentials. */
  readonly owner: Credential;
  readonly endpoints: HttpEndpoints;
  /** @default - no faults */
  readonly faults?: Faults;
  /** How alarms are sent. */
  readonly alarms?: AlarmDeliveryOptions;
}

/** The role that the owner authorises SCF to use, once for the account. */
export const scfRole = 'SCF_QcsRole';

export type Account = ReturnType<typeof createAccount>;

/** Creates an account: its services, each with its state and its rules. */
export function createAccount({ context, owner, endpoints, faults = readFaults([]), alarms = {} }: AccountOptions) {
  const credentials = createCredentialService({ now: context.now, owner });
  const vpc = createVpcService(context);
  const securityGroupUsers = (id: string) =>
    redis.instances().flatMap((one) => (one.securityGroups.includes(id) ? [one.instanceId] : []));
  const securityGroups = createSecurityGroupService(context, { usersOf: securityGroupUsers });
  const redis = createRedisService(context, {
    vpc,
    hasSecurityGroup: (id) => securityGroups.find(id) !== undefined,
    soldOutZones: faults.values('sold-out'),
  });
  const cam = createCamService(context);
  const users = createUserService(context);
  const delivery = createAlarmDelivery(alarms);
  const cls = createClsService(context, { isUid: users.hasUid, delivery });
  const metrics = createMetrics(redis, context.now);
  const monitor = createMonitorService(context, { isUid: users.hasUid, metrics, delivery });
  const sms = createSmsService(context);
  const captcha = createCaptchaService(context);
  const cos = createCosService(context);
  const scf = createScfService(context, {
    vpc,
    cam,
    hasTopic: (logsetId, topicId) => cls.findTopic(topicId)?.logsetId === logsetId,
    domainOf: (functionId) => domainOf(functionId),
    onDeleted: (functionId) => {
      if (triggers.find(functionId)) triggers.delete(functionId).catch(() => {});
      endpoints.endFunction(functionId);
    },
  });
  const triggers = createTriggerService(context, {
    findFunction: scf.findById,
    domainOf,
    open: endpoints.openFunctionUrl,
    close: endpoints.close,
  });
  const dns = createDnsService(context);
  const certificates = createCertificateService(context);
  const scfDomains = createScfDomainService(context, {
    dns,
    certificates,
    findFunction: scf.find,
    hasFunctionUrl: (functionId) => triggers.find(functionId) !== undefined,
  });
  function domainOf(functionId: string): string | undefined {
    const { namespace = '', name = '' } = scf.findById(functionId) ?? {};
    return scfDomains.domainsOf(namespace, name)[0]?.domain;
  }
  const gateway = createApiGatewayService(context, {
    isClosed: faults.has('api-gateway-closed'),
    findFunction: scf.find,
    open: endpoints.openApiGateway,
    close: endpoints.close,
  });
  const gatewayDomains = createGatewayDomainService(context, { dns, certificates, service: gateway.service });

  const functionNamed = (taggedId: string) => {
    const [namespace = '', , name = ''] = taggedId.split('/');
    return scf.find(namespace, name);
  };
  const tagging = createTaggingService(context, {
    'vpc/vpc': {
      ids: () => vpc.vpcs().map(({ vpcId }) => vpcId),
      find: (id) => vpc.findVpc(id)?.tags,
      change: (id, tags) => vpc.changeVpc(id, { tags }),
    },
    'vpc/subnet': {
      ids: () => vpc.subnets().map(({ subnetId }) => subnetId),
      find: (id) => vpc.findSubnet(id)?.tags,
      change: (id, tags) => vpc.changeSubnet(id, { tags }),
    },
    'cvm/sg': {
      ids: () => securityGroups.groups().map(({ securityGroupId }) => securityGroupId),
      find: (id) => securityGroups.find(id)?.tags,
      change: (id, tags) => securityGroups.change(id, { tags }),
    },
    'redis/instance': {
      ids: () => redis.instances().map(({ instanceId }) => instanceId),
      find: (id) => redis.find(id)?.tags,
      change: (id, tags) => redis.change(id, { tags }),
    },
    'cam/role': {
      ids: () => cam.roles().map(({ roleId }) => roleId),
      find: (id) => cam.findRole(id)?.tags,
      change: (id, tags) => cam.changeRole(id, { tags }),
    },
    'cam/policy': {
      ids: () => cam.policies().map(({ policyId }) => policyId),
      find: (id) => cam.findPolicyById(id)?.tags,
      change: (id, tags) => cam.changePolicy(id, { tags }),
    },
    // The ID is of the form `<namespace>/function/<name>`. platform: tag-resource-names
    'scf/namespace': {
      ids: () => scf.functions().map(({ namespace, name }) => `${namespace}/function/${name}`),
      find: (id) => functionNamed(id)?.tags,
      change: (id, tags) => scf.tag(functionNamed(id)?.functionId ?? '', tags),
    },
    'apigw/service': {
      ids: () => gateway.services().map(({ serviceId }) => serviceId),
      find: (id) => gateway.findService(id)?.tags,
      change: (id, tags) => gateway.changeService(id, { tags }),
    },
    'cls/logset': {
      ids: () => cls.logsets().map(({ logsetId }) => logsetId),
      find: (id) => cls.findLogset(id)?.tags,
      change: (id, tags) => cls.changeLogset(id, { tags }),
    },
    'cls/topic': {
      ids: () => cls.topics().map(({ topicId }) => topicId),
      find: (id) => cls.findTopic(id)?.tags,
      change: (id, tags) => cls.changeTopic(id, { tags }),
    },
    'cls/alarm': {
      ids: () => cls.alarms().map(({ alarmId }) => alarmId),
      find: (id) => cls.findAlarm(id)?.tags,
      change: (id, tags) => cls.changeAlarm(id, { tags }),
    },
    'cls/alarmNotice': {
      ids: () => cls.notices().map(({ noticeId }) => noticeId),
      find: (id) => cls.findNotice(id)?.tags,
      change: (id, tags) => cls.changeNotice(id, { tags }),
    },
  });

  return {
    appId: context.appId,
    ownerUin: context.ownerUin,
    faults,
    tagging,
    credentials,
    vpc,
    securityGroups,
    securityGroupUsers,
    redis,
    cam,
    users,
    cls,
    monitor,
    sms,
    captcha,
    cos,
    scf,
    triggers,
    gateway,
    dns,
    certificates,
    scfDomains,
    gatewayDomains,
    invokeFunction: endpoints.invokeFunction,
    save: () => context.storage.save(),
    /** The alarms that were sent to users and webhooks, oldest first. */
    notifications: delivery.notifications,

    /** Evaluates all alarms, and sends those that are raised. */
    async evaluateAlarms(): Promise<void> {
      await cls.notifyReceivers();
      await monitor.notifyReceivers();
    },

    /**
     * Writes a line of a function to a topic, as SCF does with its own role. If the owner has not authorised SCF, the line is lost,
     * and nobody is told. platform: scf-role-delivers-log
     */
    deliverLog(topicId: string, line: NewLogLine): void {
      const isAuthorised = cam.roles().some(({ name }) => name === scfRole) && cam.allows(scfRole, 'cls:pushLog');
      if (isAuthorised) cls.write(topicId, line);
    },

    /** Reopens the HTTP endpoints of the saved state. */
    async resume(): Promise<void> {
      await triggers.resume();
      await gateway.resume();
    },

    /** Lists all resources that were created, one per line: kind, ID and name. */
    contents(): readonly string[] {
      return [
        ...vpc.vpcs().map(({ vpcId, name }) => `VPC ${vpcId} ${name}`),
        ...vpc.subnets().map(({ subnetId, name }) => `subnet ${subnetId} ${name}`),
        ...securityGroups.groups().map(({ securityGroupId, name }) => `security group ${securityGroupId} ${name}`),
        ...redis.instances().map(({ instanceId, name, state }) => `Redis ${instanceId} ${name} (${state})`),
        ...cam.roles().flatMap((one) => (one.isServiceRole ? [] : [`role ${one.roleId} ${one.name}`])),
        ...cam.policies().map(({ policyId, name }) => `policy ${policyId} ${name}`),
        ...scf.functions().map(({ functionId, name }) => `function ${functionId} ${name}`),
        ...triggers.triggers().map(({ functionId, url }) => `Function URL ${url} ${scf.findById(functionId)?.name}`),
        ...gateway.services().map(({ serviceId, name }) => `API Gateway service ${serviceId} ${name}`),
        ...scfDomains.domains().map(({ domain }) => `domain ${domain}`),
        ...gatewayDomains.domains().map(({ domain, serviceId }) => `domain ${domain} ${serviceId}`),
        ...cls.logsets().map(({ logsetId, name }) => `logset ${logsetId} ${name}`),
        ...cls.alarms().map(({ alarmId, name }) => `alarm ${alarmId} ${name}`),
        ...cls.notices().map(({ noticeId, name }) => `alarm notice ${noticeId} ${name}`),
        ...monitor.policies().map(({ policyId, name }) => `alarm policy ${policyId} ${name}`),
        ...monitor.notices().map(({ noticeId, name }) => `monitor notice ${noticeId} ${name}`),
        ...sms
          .signs()
          .flatMap(({ signId, name, approvedAt }) => (approvedAt === 0 ? [] : [`signature ${signId} ${name}`])),
        ...sms.templates().flatMap((one) => (one.approvedAt === 0 ? [] : [`template ${one.templateId} ${one.name}`])),
        ...cos.buckets().map(({ name }) => `bucket ${name}`),
        ...tagging.accountTags().map(({ key, value }) => `tag ${key} ${value}`),
      ];
    },

    async stop(): Promise<void> {
      await redis.stop();
    },
  };
}
