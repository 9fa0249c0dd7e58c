import { useTranslation } from 'react-i18next'

/** Writes a value as it is kept, with at most six places after the point. */
export function useFigure(): (value: number) => string {
  const { i18n } = useTranslation()
  const format = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 6 })
  return (value) => format.format(value)
}
