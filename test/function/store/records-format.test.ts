import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { recordsFormat } from '../../../function/store/records-format';
import { checkCodeScript, lookUpScript, storeCodeScript, takeBackScript } from '../../../function/store/redis/scripts';

/** Digests of the scripts without their comments, by the format of the records that they read and write. */
const digests: Readonly<Record<number, string>> = {
  1: '14bc412cdab0f5d2',
};

it('The format of the records is still that of the scripts', () => {
  const withoutComments = [storeCodeScript, takeBackScript, checkCodeScript, lookUpScript].flatMap(({ lua }) =>
    lua.split('\n').flatMap((line) => line.replace(/--.*/, '').trim() || []),
  );
  const digest = createHash('sha256').update(withoutComments.join('\n')).digest('hex').slice(0, 16);
  const whatToDo =
    'The scripts have changed. If functions of the commit before cannot read the records that they write, or the other way round, ' +
    `raise recordsFormat in function/store/records-format.ts. Then write the digest ${digest} into this file`;
  expect(digests[recordsFormat], whatToDo).toBe(digest);
});
