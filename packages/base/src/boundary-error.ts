import type { ErrorRow } from './error-row.ts'
import { row } from './error-row.ts'

/** Boundaries of divisions. */
export const boundaryErrors = {
  boundary_file_unreadable: row(
    422,
    { zh: '文件不是 GeoJSON', en: 'The file is no GeoJSON' },
    {
      zh: '请在地理信息软件中另存为 GeoJSON（FeatureCollection，经纬度，UTF-8）',
      en: 'save it as GeoJSON in a geographic program: a FeatureCollection in longitude and latitude, in UTF-8',
    },
  ),
  boundary_file_too_large: row(
    413,
    {
      zh: '界线文件太大，{seconds} 秒内没有读完',
      en: 'The file of boundaries is too large: it was not read within {seconds} s',
    },
    {
      zh: '请只留要比较的区划，或先在地理信息软件中简化',
      en: 'keep the divisions that are compared, or simplify it in a geographic program first',
    },
  ),
  boundaries_refused: row(
    422,
    {
      zh: '有 {count} 处错误，什么都没有导入',
      en: 'There are errors ({count}), and nothing was imported',
    },
    {
      zh: '请按试运行报告逐个图形改正后重新交文件',
      en: 'mend the features that the dry run names and hand the file in again',
    },
  ),
  boundaries_changed: row(
    409,
    {
      zh: '试运行之后，界线、行政区划名录或文件有了变化',
      en: 'The boundaries, the list of divisions or the file have changed since the dry run',
    },
    {
      zh: '请重新试运行并核对后再导入',
      en: 'run it dry again, look at what it would do, and then import',
    },
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>
