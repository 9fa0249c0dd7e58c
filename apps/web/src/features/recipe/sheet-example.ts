import { useTranslation } from 'react-i18next'
import type { Sheet } from './queries.ts'
import { blankSheet } from './sheet.ts'

type Wording = Sheet['name']

/** Words of the example: names in both languages, facts and groups in that of the screen, as the columns of a table are called. */
interface SheetExampleWords {
  readonly name: Wording
  readonly purpose: Wording
  readonly projects: Wording
  readonly last: Wording
  readonly group: string
  readonly fresh: string
  readonly amount: string
  readonly foreign: string
  readonly task: string
  readonly months: string
}

export function useSheetExampleWords(): () => Promise<SheetExampleWords> {
  const { t, i18n } = useTranslation('recipe')
  return async () => {
    await i18n.loadLanguages(['zh', 'en'])
    function both(key: string): Wording {
      return { zh: i18n.getFixedT('zh', 'recipe')(key), en: i18n.getFixedT('en', 'recipe')(key) }
    }
    return {
      name: both('sheet_example.name'),
      purpose: both('sheet_example.purpose'),
      projects: both('sheet_example.projects'),
      last: both('sheet_example.last'),
      group: t('sheet_example.group'),
      fresh: t('sheet_example.fresh'),
      amount: t('sheet_example.amount'),
      foreign: t('sheet_example.foreign'),
      task: t('sheet_example.task'),
      months: t('sheet_example.months'),
    }
  }
}

/** Only new projects, from 10 million yuan (amounts in 10,000), 1.5 above 50 million or foreign, the last five for people to look at. */
export function makeSheetExample(period: Sheet['period'], words: SheetExampleWords): Sheet {
  const { name, purpose, projects, last, group, fresh, amount, foreign, task, months } = words
  return {
    ...blankSheet(period),
    name,
    purpose,
    items: [
      {
        kind: 'entries',
        code: 'projects',
        name: projects,
        eligible: [
          { fact: fresh, is: 'equal', value: true },
          { fact: amount, is: 'at_least', value: 1000 },
        ],
        amount,
        multipliers: [
          {
            anyOf: [
              { fact: amount, is: 'above', value: 5000 },
              { fact: foreign, is: 'equal', value: true },
            ],
            factor: 1.5,
          },
        ],
        task,
        full: { [group]: 100 },
        most: 150,
      },
    ],
    flags: [
      {
        kind: 'last',
        code: 'last-five',
        name: last,
        count: 5,
        when: [{ fact: months, is: 'at_least', value: 12 }],
      },
    ],
  }
}
