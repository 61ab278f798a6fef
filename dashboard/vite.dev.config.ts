import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vite';
import base from './vite.config.ts';

// `npm run dev`: the dashboard on an invented shop, without a server. Never part of a shipped build.
export default mergeConfig(base, {
  resolve: { alias: { '#backend': fileURLToPath(new URL('dev/backend.ts', import.meta.url)) } },
  build: { outDir: 'dist-dev' },
});
