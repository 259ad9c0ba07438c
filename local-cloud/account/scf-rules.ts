import { unzipSync } from 'fflate';
import type { NewFunction, ScfDependencies } from './scf-function';

/** The reason for refusing a function. */
export interface FunctionFailure {
  readonly code: string;
  readonly message: string;
  readonly parameter: string;
}

/** Runtimes that exist. All functions run in the Node.js that runs the local cloud. platform: node-runtimes */
const runtimes = [
  ...['Nodejs24.11', 'Nodejs22.21', 'Nodejs20.19', 'Nodejs18.15', 'Nodejs16.13', 'Nodejs14.18', 'Nodejs12.16'],
  ...['Nodejs10.15', 'Nodejs8.9', 'Nodejs6.10', 'Python3.10', 'Python3.9', 'Python3.7', 'Python3.6', 'Python2.7'],
  ...['Php8.0', 'Php7.4', 'Php7', 'Php5.6', 'Go1', 'Java8', 'CustomRuntime'],
];

/** Limit of the names and values of all environment variables together, in bytes. platform: variables-limit */
const variablesLimit = 4096;
/** Limit of a zip that is sent with the call, in bytes. platform: zip-limit */
export const zipLimits = { creation: 50 * 1024 * 1024, change: 20 * 1024 * 1024 };

/**
 * Checks a function before it is created or changed.
 *
 * @param zipLimit in bytes
 * @returns `undefined` if it is valid
 */
export function checkFunction(
  wanted: NewFunction,
  dependencies: ScfDependencies,
  zipLimit: number,
): FunctionFailure | undefined {
  return checkConfiguration(wanted) ?? checkCode(wanted, zipLimit) ?? checkReferences(wanted, dependencies);
}

// platform: function-name-rule, function-sizes, environment-variable-names
function checkConfiguration({ name, runtime, handler, memorySize, timeout, variables }: NewFunction) {
  if (!/^[A-Za-z][\w-]{0,58}[A-Za-z0-9]$/.test(name)) {
    const message = `The name ${name} is not 2 to 60 letters, digits, hyphens and underscores, starting with a letter.`;
    return failure('InvalidParameterValue.FunctionName', message, 'FunctionName');
  }
  if (!runtimes.includes(runtime)) {
    return failure(
      'InvalidParameterValue.Runtime',
      `The runtime ${runtime} is not one of ${runtimes.join(', ')}.`,
      'Runtime',
    );
  }
  if (!/^[\w-]+(\/[\w-]+)*\.\w+$/.test(handler)) {
    return failure(
      'InvalidParameterValue.Handler',
      `The handler ${handler} is not of the form file.function.`,
      'Handler',
    );
  }
  if (memorySize % 128 !== 0 || memorySize < 128 || memorySize > 3072) {
    const message = `The memory of ${memorySize} MB is not a multiple of 128 from 128 to 3072.`;
    return failure('InvalidParameterValue.MemorySize', message, 'MemorySize');
  }
  if (!Number.isInteger(timeout) || timeout < 1 || timeout > 900) {
    return failure('InvalidParameterValue', `The time-out of ${timeout} s is not between 1 and 900.`, 'Timeout');
  }
  const names = Object.keys(variables);
  const reserved = names.find((variable) => /^(SCF_|TENCENTCLOUD_|QCLOUD_)/.test(variable));
  if (reserved !== undefined) {
    const message = `The variable ${reserved} has a prefix that is reserved for the platform.`;
    return failure('InvalidParameterValue.EnvironmentSystemProtect', message, 'Environment');
  }
  const malformed = names.find((variable) => !/^[A-Za-z]\w{1,63}$/.test(variable));
  if (malformed !== undefined) {
    const message = `The variable ${malformed} is not 2 to 64 letters, digits and underscores, starting with a letter.`;
    return failure('InvalidParameterValue.Environment', message, 'Environment');
  }
  const size = Buffer.byteLength(Object.entries(variables).flat().join(''));
  if (size > variablesLimit) {
    const message = `The environment variables have ${size} bytes; ${variablesLimit} are allowed.`;
    return failure('InvalidParameterValue.EnvironmentExceededLimit', message, 'Environment');
  }
  return undefined;
}

function checkCode({ code, handler }: NewFunction, zipLimit: number): FunctionFailure | undefined {
  const zip = Buffer.from(code, 'base64');
  if (zip.length > zipLimit) {
    return failure(
      'InvalidParameterValue.ZipFile',
      `The zip has ${zip.length} bytes; ${zipLimit} are allowed.`,
      'ZipFile',
    );
  }
  const file = `${handler.slice(0, handler.lastIndexOf('.'))}.js`;
  try {
    const names = fileNames(zip);
    if (names.includes(file)) return undefined;
    const message = `The zip has no ${file}, which the handler ${handler} names; it has ${names.join(', ')}.`;
    return failure('InvalidParameterValue.ZipFile', message, 'ZipFile');
  } catch {
    return failure('InvalidParameterValue.ZipFile', 'The code is not a zip.', 'ZipFile');
  }
}

/** Lists the files of a zip without decompressing them. */
function fileNames(zip: Uint8Array): readonly string[] {
  const names: string[] = [];
  unzipSync(zip, {
    filter({ name }) {
      names.push(name);
      return false;
    },
  });
  return names;
}

function checkReferences(wanted: NewFunction, { vpc, cam, hasTopic }: ScfDependencies): FunctionFailure | undefined {
  const { role, vpcId, subnetId, region, logsetId, topicId } = wanted;
  if (role !== '') {
    if (!cam.roles().some(({ name }) => name === role)) {
      return failure('ResourceNotFound.Role', `The role ${role} does not exist.`, 'Role');
    }
    if (!cam.trusts(role, 'scf.qcloud.com')) {
      return failure('FailedOperation.CallRoleFailed', `The role ${role} does not trust scf.qcloud.com.`, 'Role');
    }
  }
  if ((vpcId === '') !== (subnetId === '')) {
    return failure('InvalidParameterValue.Vpc', 'A VPC requires a subnet, and a subnet requires a VPC.', 'VpcConfig');
  }
  if (vpcId !== '') {
    const subnet = vpc.findSubnet(subnetId);
    if (subnet?.vpcId !== vpcId || vpc.findVpc(vpcId)?.region !== region) {
      return failure(
        'InvalidParameterValue.Vpc',
        `The subnet ${subnetId} does not exist in the VPC ${vpcId}.`,
        'VpcConfig',
      );
    }
  }
  if ((logsetId !== '' || topicId !== '') && !hasTopic(logsetId, topicId)) {
    return failure(
      'InvalidParameterValue.Cls',
      `The topic ${topicId} does not exist in the logset ${logsetId}.`,
      'ClsTopicId',
    );
  }
  return undefined;
}

const failure = (code: string, message: string, parameter: string): FunctionFailure => ({ code, message, parameter });
