import { fileURLToPath } from 'node:url'
import { operations } from '@duibiao/contract'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'

/**
 * Writes the addresses of the operations into the page as a plain table. The schemas they come from are for the server: with
 * them the first load of a resident would be a third larger.
 */
function writeAddresses(): Plugin {
  const rows = operations.map(({ id, method, path }) => [id, { method, path }])
  return {
    name: 'duibiao-operation-addresses',
    enforce: 'pre',
    load(id) {
      if (!id.endsWith('/src/wire/operation-address.ts')) return undefined
      return `export const addresses = ${JSON.stringify(Object.fromEntries(rows))}`
    },
  }
}

const here = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  root: here,
  plugins: [writeAddresses()],
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
  build: {
    target: 'es2023',
    // Files of a few kilobytes inside others would need `data:` in the policy of the page.
    assetsInlineLimit: 0,
    manifest: true,
    // The big libraries are loaded when a map, a diagram or a chart is opened, and measured in the budget.
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: { desk: `${here}index.html`, public: `${here}public.html` },
      onLog(level, log, tell) {
        // Marks of libraries that render on servers; they mean nothing here and would be two thousand lines.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') tell(level, log)
      },
    },
  },
})
