import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './test/summary-reporter.mts';

export default defineConfig({
  plugins: [
    {
      name: 'lua-as-text',
      transform: (code, id) => (id.endsWith('.lua') ? `export default ${JSON.stringify(code)}` : undefined),
    },
  ],
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', new SummaryReporter()],
    maxWorkers: '100%',
  },
});
