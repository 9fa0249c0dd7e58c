/** One plain address of e-mail: no list, no name, no line end by which a header could be smuggled in. */
export function isEmailAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s<>()[\]\\,;:@"]+@[a-z0-9.-]+\.[a-z0-9-]+$/i.test(text)
}
