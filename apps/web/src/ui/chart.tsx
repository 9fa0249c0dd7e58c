import { Suspense, lazy, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../text/format-context.tsx'
import type { ChartProps } from './chart-series.ts'
import { Loading } from './screen-state.tsx'
import './chart.css'

const Canvas = lazy(async () => ({ default: (await import('./chart-canvas.tsx')).ChartCanvas }))

/** A chart, and the same numbers as a table below it: for readers, for print, and for who wants to know exactly. */
export function Chart(props: ChartProps) {
  const { t } = useTranslation('ui')
  const formats = useFormats()
  const id = useId()
  const { title, categories, series, categoryName } = props
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption id={id}>{title}</figcaption>
      <div aria-hidden="true">
        <Suspense fallback={<Loading />}>
          <Canvas {...props} />
        </Suspense>
      </div>
      <details>
        <summary className="small">{t('chart.table')}</summary>
        <table className="chart-table">
          <thead>
            <tr>
              <th scope="col">{categoryName}</th>
              {series.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {categories.map((category, index) => (
              // Two packs may call a category the same.
              <tr key={`${category} ${index}`}>
                <th scope="row">{category}</th>
                {series.map(({ name, values }) => (
                  <td key={name} className="number">
                    {formats.number(values[index] ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
