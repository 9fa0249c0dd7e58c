import { MergePanel } from './merge-panel.tsx'
import { SimilarPanel } from './similar-panel.tsx'

/** The slot of the page of a matter: what it was merged with, and what it resembles. */
export function SimilarTab({ matter }: { readonly matter: { readonly id: string } }) {
  return (
    <>
      <MergePanel matter={matter.id} />
      <SimilarPanel matter={matter.id} limit={20} />
    </>
  )
}
