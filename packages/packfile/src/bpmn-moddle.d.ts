/** The part of bpmn-moddle that is used here; the package ships types for its elements only. */
declare module 'bpmn-moddle' {
  export type ModdleDescriptor = {
    readonly allTypesByName: { readonly [name: string]: unknown }
    readonly properties: readonly {
      readonly name: string
      readonly type: string
      readonly isReference?: boolean
    }[]
  }

  export type ModdleElement = {
    readonly $type: string
    readonly id?: string
    readonly $attrs: { readonly [name: string]: string }
  }

  export class BpmnModdle {
    constructor(packages?: { readonly [prefix: string]: unknown })
    getType(name: string): { readonly $descriptor: ModdleDescriptor }
    fromXML(text: string): Promise<{
      readonly rootElement: ModdleElement
      readonly elementsById: { readonly [id: string]: ModdleElement }
      readonly warnings: readonly { readonly message: string }[]
    }>
  }
}
