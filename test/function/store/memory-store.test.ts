import { describe } from 'vitest';
import { createMemoryStore } from '../../../function/store/memory-store';
import { describeCodeStore } from './code-store-contract';

describe('The memory store', () => {
  describeCodeStore(async (rules, now) => createMemoryStore(rules, now));
});
