import { describe } from 'vitest';
import { createMemoryStore } from '../../../../function/store/memory/memory-store';
import { type CreateStore, describeCodeStore } from '../code-store-contract';
import { describeGuard } from '../guard-contract';
import { describeNumberState } from '../number-state-contract';
import { describeTestNumbers } from '../test-number-contract';

describe('The memory store', () => {
  const createStore: CreateStore = async (rules, now) => createMemoryStore(rules, now);
  describeCodeStore(createStore);
  describeNumberState(createStore);
  describeGuard(createStore);
  describeTestNumbers(createStore);
});
