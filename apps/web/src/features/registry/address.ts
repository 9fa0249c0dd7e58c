/** The address of an office. */
export function officePath(id: string): string {
  return `/registry/offices/${encodeURIComponent(id)}`
}

/** The address of an area. */
export function areaPath(id: string): string {
  return `/registry/areas/${encodeURIComponent(id)}`
}

export function personPath(id: string): string {
  return `/registry/staff/people/${encodeURIComponent(id)}`
}

export function postPath(id: string): string {
  return `/registry/staff/posts/${encodeURIComponent(id)}`
}

export function dutyPath(id: string): string {
  return `/registry/lists/duties/${encodeURIComponent(id)}`
}

export function itemPath(code: string): string {
  return `/registry/lists/items/${encodeURIComponent(code)}`
}
