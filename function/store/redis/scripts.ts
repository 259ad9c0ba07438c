import { limits } from '../limits';
import beginLua from './begin.lua';
import checkCodeLua from './check-code.lua';
import clockLua from './clock.lua';
import codesLua from './codes.lua';
import guardLua from './guard.lua';
import lookUpLua from './look-up.lua';
import networksLua from './networks.lua';
import { createScript } from './script';
import storeCodeLua from './store-code.lua';
import takeBackLua from './take-back.lua';
import windowsLua from './windows.lua';

/** What the scripts have in common: the limits as a Lua table, functions, and the beginning. */
const prelude = [
  `local limits = { ${Object.entries(limits)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ')} }`,
  clockLua,
  windowsLua,
  networksLua,
  guardLua,
  codesLua,
  beginLua,
].join('\n');

const withPrelude = (lua: string) => createScript(`${prelude}\n${lua}`);

export const storeCodeScript = withPrelude(storeCodeLua);
export const takeBackScript = withPrelude(takeBackLua);
export const checkCodeScript = withPrelude(checkCodeLua);
export const lookUpScript = withPrelude(lookUpLua);
