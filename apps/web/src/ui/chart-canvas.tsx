import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use as register } from 'echarts/core'
import type { EChartsType } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useAppearance } from '../look/use-appearance.ts'
import type { ChartProps } from './chart-series.ts'

register([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer])

/** The drawing of a chart, in the colours that are set now. */
export function ChartCanvas(props: ChartProps) {
  const frame = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(undefined)
  const { mode } = useAppearance()
  useEffect(() => {
    if (frame.current === null) return undefined
    const made = init(frame.current)
    chart.current = made
    const watch = new ResizeObserver(() => made.resize())
    watch.observe(frame.current)
    return () => {
      watch.disconnect()
      made.dispose()
    }
  }, [])
  const { onCategory } = props
  useEffect(() => {
    const drawn = chart.current
    drawn?.on('click', ({ dataIndex }) => {
      if (typeof dataIndex === 'number') onCategory?.(dataIndex)
    })
    return () => void drawn?.off('click')
  }, [onCategory])
  useEffect(() => chart.current?.setOption(optionOf(props), true), [props, mode])
  return <div ref={frame} className="chart-frame" />
}

function optionOf({ kind, categories, series }: ChartProps) {
  const style = getComputedStyle(document.documentElement)
  function token(name: string): string {
    return style.getPropertyValue(`--${name}`).trim()
  }
  const words = {
    color: token('ink-soft'),
    fontFamily: token('face'),
    // On a wall and in large print letters are larger.
    fontSize: Math.round(Number.parseFloat(style.fontSize) * 0.857),
  }
  const isLying = kind === 'rows'
  const names = {
    type: 'category' as const,
    data: [...categories],
    inverse: isLying,
    axisLabel: words,
    axisLine: { lineStyle: { color: token('edge-strong') } },
    axisTick: { show: false },
  }
  const numbers = {
    type: 'value' as const,
    minInterval: 1,
    axisLabel: { ...words, show: !isLying },
    splitLine: { show: !isLying, lineStyle: { color: token('edge') } },
  }
  return {
    animation: false,
    color: [
      token('accent'),
      token('lamp-yellow'),
      token('lamp-green'),
      token('lamp-none'),
      token('lamp-red'),
    ],
    textStyle: words,
    grid: {
      left: 8,
      right: isLying ? 2.5 * words.fontSize : 8,
      top: series.length > 1 ? 36 : 12,
      bottom: 4,
      containLabel: true,
    },
    ...(series.length > 1 && { legend: { top: 0, textStyle: words } }),
    tooltip: { trigger: 'axis', axisPointer: { type: kind === 'line' ? 'line' : 'shadow' } },
    xAxis: isLying ? numbers : names,
    yAxis: isLying ? names : numbers,
    series: series.map(({ name, values }) => ({
      name,
      type: kind === 'line' ? 'line' : 'bar',
      data: [...values],
      barMaxWidth: isLying ? words.fontSize : 28,
      ...(isLying && { label: { ...words, show: true, position: 'right' as const } }),
      symbolSize: 6,
      ...(kind === 'stacked' && { stack: 'all' }),
    })),
  }
}
