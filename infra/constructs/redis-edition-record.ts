import { Construct } from 'constructs';
import type { RedisStoreSettings } from '../settings/infrastructure-schema';
import { type RedisVersion, redisVersions } from '../settings/redis-edition';
import { replacementTrigger, resourceAddress } from '../terraform/resource-address';
import { StateRecord } from './state-record';

export interface RedisEditionRecordProps {
  readonly settings: RedisStoreSettings;
  /** What replaces the instance, and so this record of it. */
  readonly replaceTriggeredBy: readonly string[];
}

/** The attribute of the record that tells whether the instance has a version, or a newer one. */
const reached = (version: RedisVersion) => `v${version.replace('.', '_')}`;

/**
 * Records the edition of a Redis instance in the state, so that the next plan knows what it is changed from. A newer version
 * is an upgrade in place. An older one is refused: the platform does not downgrade. Another architecture replaces the record,
 * and with it the instance. platform: redis-version-upgrade, redis-architecture-upgrade, postcondition-at-plan
 */
export class RedisEditionRecord extends Construct {
  /** For `replace_triggered_by` of the instance. */
  readonly replacementTrigger: string;

  constructor(scope: Construct, id: string, { settings, replaceTriggeredBy }: RedisEditionRecordProps) {
    super(scope, id);
    const { version, architecture } = settings;
    const newerVersions = redisVersions.slice(redisVersions.indexOf(version) + 1);
    const newer = newerVersions.map(reached);
    const record = new StateRecord(this, 'edition', {
      input: Object.fromEntries(redisVersions.map((one) => [reached(one), !newerVersions.includes(one)])),
      triggersReplace: { architecture },
    });
    record.lifecycle = {
      replaceTriggeredBy: [...replaceTriggeredBy],
      // What was true stays true.
      ignoreChanges: newer.map((name) => `input.${name}`),
      ...(newer.length > 0 && {
        postcondition: [
          {
            condition: `\${!(${newer.map((name) => `self.input.${name}`).join(' || ')})}`,
            errorMessage: downgradeRefusal(version, newerVersions, resourceAddress(record)),
          },
        ],
      }),
    };
    this.replacementTrigger = replacementTrigger(record);
  }
}

function downgradeRefusal(version: RedisVersion, newerVersions: readonly RedisVersion[], address: string): string {
  const present = [...newerVersions].reverse().map((newer) => `self.input.${reached(newer)} ? "${newer}" : `);
  return (
    `codeStore.version: found ${version}, but the instance has \${${present.join('')}"${version}"}, and the platform does not ` +
    `downgrade an instance; allowed: the instance's version or a newer one. To replace the instance with an empty one of ` +
    `version ${version}, apply with -replace=${address}.`
  );
}
