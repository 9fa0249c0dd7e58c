import type { Language } from '@duibiao/base'
import type { Open311ServiceBody } from '@duibiao/contract'
import type { FormField, Pack } from '@duibiao/packfile'
import { firstFormOf } from './matter-start.ts'
import type { FieldFinding } from './problem.ts'
import type { Tenant } from './tenant.ts'

/**
 * What is wrong with the mapping of a kind of request, all at once. Variables are those that a new matter of the pack may begin
 * with: the fields of its form for residents, of the form of its first step, and what its lists show. A name that is none of
 * them would be kept where no step reads it; one of a later step would decide what is for that step to decide.
 */
export function findMappingFaults(
  tenant: Pick<Tenant, 'library'>,
  {
    pack,
    body,
    language,
  }: { readonly pack: Pack; readonly body: Open311ServiceBody; readonly language: Language },
): readonly FieldFinding[] {
  const fields = fieldsOf(tenant, pack)
  function checkName(path: string, name: string): readonly FieldFinding[] {
    if (fields.has(name)) return []
    const message =
      language === 'zh'
        ? `治理包 ${pack.manifest.name} 的上报表单和首个环节的表单都没有字段“${name}”`
        : `neither the form for residents nor that of the first step of the pack ${pack.manifest.name} has a field "${name}"`
    return [{ path, code: 'variable_unknown', message }]
  }
  function checkChoices(path: string, name: string, values: readonly unknown[]): readonly FieldFinding[] {
    const choices = fields.get(name) ?? []
    const wrong = choices.length === 0 ? [] : values.filter((value) => !choices.includes(String(value)))
    return wrong.map((value) => {
      const message =
        language === 'zh'
          ? `字段“${name}”没有选项“${String(value)}”`
          : `the field "${name}" has no choice "${String(value)}"`
      return { path, code: 'choice_unknown', message }
    })
  }
  return [
    ...Object.entries(body.fields).flatMap(([field, name]) => checkName(`/body/body/fields/${field}`, name)),
    ...Object.entries(body.variables ?? {}).flatMap(([name, value]) => {
      const path = `/body/body/variables/${name}`
      return [...checkName(path, name), ...checkChoices(path, name, [value])]
    }),
    ...body.attributes.flatMap(({ variable, datatype, values }, index) => {
      const path = `/body/body/attributes/${index}`
      const isList = datatype === 'singlevaluelist' || datatype === 'multivaluelist'
      const keys = isList ? (values ?? []).map(({ key }) => key) : []
      return [
        ...(isList && values === undefined ? [missingValues(path, language)] : []),
        ...(variable === undefined
          ? []
          : [...checkName(`${path}/variable`, variable), ...checkChoices(`${path}/values`, variable, keys)]),
      ]
    }),
  ]
}

function missingValues(path: string, language: Language): FieldFinding {
  const message = language === 'zh' ? '列表型属性要给出可选的值' : 'a list needs the values to choose from'
  return { path: `${path}/values`, code: 'required', message }
}

/** Names of the fields with their choices; empty for those that may hold anything. */
function fieldsOf(tenant: Pick<Tenant, 'library'>, pack: Pack): ReadonlyMap<string, FormField['choices']> {
  const { listing = {}, report } = pack.manifest
  const forms = [firstFormOf(tenant, pack), report && pack.forms.get(report.form)]
  return new Map([
    ...Object.values(listing).map((name) => [name, []] as const),
    ...forms.flatMap((form) => form?.fields ?? []).map(({ name, choices }) => [name, choices] as const),
  ])
}
