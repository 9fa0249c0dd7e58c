/** Namespace of our extension elements and attributes; documented in docs/reference/procedures.md. */
export const duibiaoNamespace = 'urn:duibiao:procedure:1'

/** An attribute of an extension element. `list` is a text of values separated by space. */
export type ExtensionAttribute = {
  readonly name: string
  readonly kind: 'text' | 'boolean' | 'count' | 'share' | 'list'
  readonly required?: true
  readonly values?: readonly string[]
}

/** An extension element: which BPMN types may carry it, and what it may hold. */
export type ExtensionElement = {
  readonly name: string
  readonly allowedIn: readonly string[]
  readonly attributes: readonly ExtensionAttribute[]
  readonly children?: readonly string[]
}

const units = [
  'urgent_hour',
  'hour',
  'working_hour',
  'working_day',
  'urgent_day',
  'calendar_day',
  'month',
  'year',
] as const

export const operationNames = [
  'return',
  'withdraw',
  'addSigner',
  'removeSigner',
  'transfer',
  'delegate',
  'claim',
  'urge',
  'copy',
  'jump',
  'suspend',
] as const

/** Every extension element. The check and the moddle descriptor both come from here. */
export const extensionElements: readonly ExtensionElement[] = [
  {
    name: 'clock',
    allowedIn: ['Process', 'Activity'],
    attributes: [
      { name: 'id', kind: 'text', required: true },
      { name: 'name', kind: 'text' },
      { name: 'kind', kind: 'text', required: true, values: ['legal', 'pledged', 'internal'] },
      { name: 'unit', kind: 'text', required: true, values: units },
      { name: 'amount', kind: 'text' },
      { name: 'parameter', kind: 'text' },
      { name: 'firstDay', kind: 'text', values: ['excluded', 'included'] },
      { name: 'roll', kind: 'text', values: ['next_day', 'none'] },
      { name: 'calendar', kind: 'text' },
      { name: 'statute', kind: 'text' },
      { name: 'legalBasis', kind: 'text' },
      { name: 'consequence', kind: 'text' },
      { name: 'subject', kind: 'text' },
      { name: 'starts', kind: 'list' },
      { name: 'stops', kind: 'list' },
      { name: 'again', kind: 'text', values: ['restart', 'continue', 'ignore'] },
      { name: 'warnAt', kind: 'list' },
      { name: 'extensionsMax', kind: 'count' },
    ],
  },
  {
    name: 'assign',
    allowedIn: ['UserTask', 'GlobalUserTask'],
    attributes: [
      { name: 'posts', kind: 'text' },
      { name: 'office', kind: 'text' },
      { name: 'person', kind: 'text' },
      { name: 'tell', kind: 'boolean' },
    ],
  },
  {
    name: 'operations',
    allowedIn: ['Activity', 'GlobalTask'],
    attributes: [{ name: 'allow', kind: 'list', values: operationNames }],
    children: ['return'],
  },
  {
    name: 'return',
    allowedIn: [],
    attributes: [
      { name: 'targets', kind: 'list' },
      { name: 'resubmit', kind: 'text', values: ['continue', 'direct'] },
    ],
  },
  {
    name: 'form',
    allowedIn: ['UserTask', 'GlobalUserTask'],
    attributes: [{ name: 'ref', kind: 'text', required: true }],
  },
  {
    name: 'document',
    allowedIn: ['Process', 'Activity'],
    attributes: [
      { name: 'ref', kind: 'text', required: true },
      { name: 'on', kind: 'text', values: ['entered', 'left'] },
    ],
  },
  {
    name: 'sign',
    allowedIn: ['UserTask'],
    attributes: [
      { name: 'mode', kind: 'text', required: true, values: ['all', 'any', 'vote'] },
      { name: 'threshold', kind: 'share' },
      { name: 'refusal', kind: 'text', values: ['ends', 'counts'] },
    ],
  },
  {
    name: 'decision',
    allowedIn: ['BusinessRuleTask', 'GlobalBusinessRuleTask'],
    attributes: [
      { name: 'ref', kind: 'text', required: true },
      { name: 'result', kind: 'text' },
    ],
  },
  {
    name: 'service',
    allowedIn: ['ServiceTask'],
    attributes: [
      { name: 'name', kind: 'text', required: true },
      { name: 'wait', kind: 'boolean' },
    ],
  },
  {
    name: 'clockAct',
    allowedIn: ['ServiceTask'],
    attributes: [
      { name: 'act', kind: 'text', required: true, values: ['pause', 'resume', 'extend'] },
      { name: 'clocks', kind: 'list', required: true },
      { name: 'parameter', kind: 'text' },
      { name: 'amount', kind: 'text' },
      { name: 'reason', kind: 'text' },
      { name: 'legalBasis', kind: 'text' },
    ],
  },
  {
    name: 'in',
    allowedIn: ['CallActivity', 'SendTask', 'MessageEventDefinition'],
    attributes: mappingAttributes(),
  },
  { name: 'out', allowedIn: ['CallActivity'], attributes: mappingAttributes() },
  {
    name: 'ask',
    allowedIn: ['StartEvent', 'IntermediateCatchEvent', 'BoundaryEvent'],
    attributes: [
      { name: 'posts', kind: 'list', required: true },
      { name: 'form', kind: 'text' },
      { name: 'tell', kind: 'boolean' },
    ],
  },
  {
    name: 'address',
    allowedIn: ['SendTask', 'MessageEventDefinition'],
    attributes: [
      { name: 'to', kind: 'text' },
      { name: 'sender', kind: 'text' },
    ],
  },
  {
    name: 'clockRef',
    allowedIn: ['TimerEventDefinition'],
    attributes: [
      { name: 'clock', kind: 'text', required: true },
      { name: 'at', kind: 'text' },
    ],
  },
  {
    name: 'multi',
    allowedIn: ['MultiInstanceLoopCharacteristics'],
    attributes: [
      { name: 'collection', kind: 'text', required: true },
      { name: 'element', kind: 'text' },
      { name: 'output', kind: 'text' },
      { name: 'outputElement', kind: 'text' },
    ],
  },
]

/** Our attributes on BPMN elements themselves. */
export const extensionAttributes: readonly (ExtensionAttribute & {
  readonly allowedIn: readonly string[]
})[] = [
  { name: 'binding', kind: 'text', values: ['latest', 'deployment', 'version'], allowedIn: ['CallActivity'] },
  { name: 'version', kind: 'text', allowedIn: ['CallActivity'] },
]

/** The descriptor that moddle, bpmn-js and other tools of that family load to edit our extensions. */
export const duibiaoModdle = {
  name: 'Duibiao',
  prefix: 'duibiao',
  uri: duibiaoNamespace,
  xml: { tagAlias: 'lowerCase' },
  types: [
    ...extensionElements.map((element) => ({
      name: capitalize(element.name),
      superClass: ['Element'],
      meta: { allowedIn: element.allowedIn.map((type) => `bpmn:${type}`) },
      properties: [
        ...element.attributes.map((attribute) => ({
          name: attribute.name,
          isAttr: true,
          type: moddleType(attribute.kind),
        })),
        ...(element.children ?? []).map((child) => ({ name: child, type: capitalize(child), isMany: true })),
      ],
    })),
    {
      name: 'CallBinding',
      extends: ['bpmn:CallActivity'],
      properties: extensionAttributes.map(({ name }) => ({ name, isAttr: true, type: 'String' })),
    },
  ],
  enumerations: [],
  associations: [],
} as const

function mappingAttributes(): readonly ExtensionAttribute[] {
  return [
    { name: 'source', kind: 'text' },
    { name: 'sourceExpression', kind: 'text' },
    { name: 'target', kind: 'text' },
    { name: 'all', kind: 'boolean' },
  ]
}

function moddleType(kind: ExtensionAttribute['kind']): string {
  switch (kind) {
    case 'boolean':
      return 'Boolean'
    case 'count':
      return 'Integer'
    case 'share':
      return 'Real'
    case 'text':
    case 'list':
      return 'String'
  }
}

function capitalize(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
