import { randomBytes } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** The built pages of the web application, held in memory. */
export interface WebPages {
  /** Answers with a file or a page. @returns false when the request is for something else */
  readonly send: (request: FastifyRequest, reply: FastifyReply) => boolean
}

interface WebFile {
  readonly type: string
  /** As it is, and compressed where that was worth it. */
  readonly content: Readonly<Partial<Record<'identity' | 'br' | 'gzip', Buffer>>>
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
}

/** Addresses of the interface: what is unknown among them is a problem and never a page. */
const ownedByInterface = /^\/(api|open311|healthz|readyz|metrics|openapi\.json)(\/|$)/

/**
 * Reads the pages once. Files have their digest in their names and never change; an address that is no file is one that the
 * pages work out themselves, in `public.html` below `/public` and in `index.html` elsewhere.
 * @returns undefined when nothing was built there
 */
export function openWebPages(folder: string): WebPages | undefined {
  const files = readFiles(folder)
  if (!files.has('/index.html')) return undefined
  return {
    send(request, reply) {
      const [address = '/'] = request.url.split('?', 1)
      if ((request.method !== 'GET' && request.method !== 'HEAD') || ownedByInterface.test(address))
        return false
      const file = address.endsWith('.html') ? undefined : files.get(address)
      if (file !== undefined) {
        sendFile(request, reply, { file, isDigested: address.startsWith('/assets/') })
        return true
      }
      if (!(request.headers.accept ?? '').includes('text/html')) return false
      const page = files.get(/^\/public(\/|$)/.test(address) ? '/public.html' : '/index.html')
      if (page?.content.identity === undefined) return false
      sendPage(reply, page.content.identity.toString('utf8'))
      return true
    },
  }
}

function readFiles(folder: string): ReadonlyMap<string, WebFile> {
  const files = new Map<string, WebFile>()
  for (const name of globSync('**/*', { cwd: folder })) {
    const type = types[path.extname(name)]
    if (type === undefined || !statSync(path.join(folder, name)).isFile()) continue
    const br = readMaybe(path.join(folder, `${name}.br`))
    const gzip = readMaybe(path.join(folder, `${name}.gz`))
    const identity = readFileSync(path.join(folder, name))
    const content = { identity, ...(br && { br }), ...(gzip && { gzip }) }
    files.set(`/${name.replaceAll('\\', '/')}`, { type, content })
  }
  return files
}

function readMaybe(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}

function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { file, isDigested }: { readonly file: WebFile; readonly isDigested: boolean },
): void {
  const taken = String(request.headers['accept-encoding'] ?? '')
  const encoding = (['br', 'gzip'] as const).find(
    (one) => file.content[one] !== undefined && new RegExp(`\\b${one}\\b`).test(taken),
  )
  void reply.headers({
    'content-type': file.type,
    'cache-control': isDigested ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
    ...(encoding !== undefined && { 'content-encoding': encoding }),
  })
  void reply.send(file.content[encoding ?? 'identity'])
}

/**
 * A page with a number of its own that its style elements carry: styles that somebody else got into it are not heeded.
 * Attributes are let through, for libraries that place things (maps, diagrams) cannot do without.
 */
function sendPage(reply: FastifyReply, html: string): void {
  const nonce = randomBytes(16).toString('base64url')
  void reply.headers({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'self'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "style-src-attr 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "font-src 'self' data:",
      "worker-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
  })
  void reply.send(html.replace('%NONCE%', nonce))
}
