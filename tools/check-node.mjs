// Plain JavaScript, because it must run on the wrong Node too: with --ignore-scripts npm falls back
// silently to the system's Node, and TypeScript sources then fail with an error nobody understands.
import { readFileSync } from 'node:fs'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const wanted = `v${manifest.dependencies.node}`
if (process.version !== wanted) {
  console.error(`Duibiao runs on Node ${wanted}, this is ${process.version}.`)
  console.error('Run `npm ci` (without --ignore-scripts) and start it with `npm start` or `npm test`.')
  process.exit(1)
}
