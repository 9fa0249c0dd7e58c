/** Namespaces by prefix ('' is the default one); inner declarations hide outer ones. */
export type Prefixes = { readonly own: ReadonlyMap<string, string>; readonly outer: Prefixes | undefined }

/** What is declared in every file. */
export const xmlPrefixes: Prefixes = {
  own: new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]),
  outer: undefined,
}

/** The namespaces in force inside an element with these attributes. Nothing is copied: depth is limited, so looking up is cheap. */
export function declarePrefixes(attributes: ReadonlyMap<string, string>, outer: Prefixes): Prefixes {
  const own = new Map<string, string>()
  for (const [name, value] of attributes) {
    if (name === 'xmlns') own.set('', value)
    else if (name.startsWith('xmlns:') && value !== '') own.set(name.slice('xmlns:'.length), value)
  }
  return own.size === 0 ? outer : { own, outer }
}

/** The namespace a prefix stands for, undefined when it is not declared. */
export function lookUpPrefix(prefixes: Prefixes, prefix: string): string | undefined {
  for (let scope: Prefixes | undefined = prefixes; scope; scope = scope.outer) {
    const namespace = scope.own.get(prefix)
    if (namespace !== undefined) return namespace
  }
  return undefined
}

/** Prefix ('' for none) and local part of a qualified name. */
export function splitName(qualified: string): readonly [string, string] {
  const colon = qualified.indexOf(':')
  return colon === -1 ? ['', qualified] : [qualified.slice(0, colon), qualified.slice(colon + 1)]
}
