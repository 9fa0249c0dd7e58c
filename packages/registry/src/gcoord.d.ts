/** The part of gcoord that is used here: its own types describe the bundle for browsers, not the module that Node loads. */
declare module 'gcoord' {
  type System = string & { readonly system: never }
  const gcoord: {
    readonly WGS84: System
    readonly GCJ02: System
    readonly BD09: System
    transform(
      position: readonly [longitude: number, latitude: number],
      from: System,
      to: System,
    ): [longitude: number, latitude: number]
  }
  export default gcoord
}
