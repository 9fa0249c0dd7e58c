/** The parts of the viewer that are used here; the library ships no types for them. */
declare module 'dmn-js/lib/Viewer' {
  interface View {
    readonly type: string
    readonly element: { readonly id: string }
  }
  export default class Viewer {
    constructor(options: { readonly container: HTMLElement })
    importXML(xml: string): Promise<unknown>
    getViews(): readonly View[]
    open(view: View): Promise<unknown>
    destroy(): void
  }
}
